import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { deriveIdentityKey } from '../../../subgraphs/jurisdiction/deriveIdentityKey.ts';
import { openIdentity } from '../../../subgraphs/jurisdiction/openIdentity.ts';
import { readPeopleConfig } from '../../../subgraphs/people/config.ts';
import { importHolders } from '../../../subgraphs/people/importHolders.ts';
import { startPeople } from '../../../subgraphs/people/main.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { callSubgraph } from '../serving/callSubgraph.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';
import { queryDatabase } from './queryDatabase.ts';
import { secrets } from './secrets.ts';
import { simulatedNumber } from './simulatedNumber.ts';

const ISSUER = 'https://id.example';
const LOCATED_AT = Date.UTC(2024, 0, 2, 3, 4, 5);
const NUMBER = simulatedNumber(7);
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const CONTEXT_KEY = deriveContextKey(secrets.contextMaster, 'people');

const postgres = withPostgres();
const running: SubgraphServer[] = [];
const logged: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });

let seededUrl = '';
let databaseUrl = '';
let ids: readonly string[] = [];
beforeAll(async () => {
  seededUrl = await postgres.createDatabase();
  ids = await importHolders(
    { databaseUrl: seededUrl, vaultKey: secrets.vaultKey },
    [
      {
        kind: 'NATURAL_PERSON',
        number: NUMBER,
        name: '欧阳某',
        subject: { issuer: ISSUER, subject: 's-1' },
        holdings: {
          publicSecurity: ['43', '34'],
          socialInsurance: ['43'],
          housingFund: ['5103', '4307', '34'],
        },
      },
      {
        kind: 'LEGAL_PERSON',
        number: '91990199MA00000000',
        name: '某某有限公司',
        holdings: { housingFund: ['34'] },
      },
    ],
    { source: 'seed', logger, locatedAt: LOCATED_AT },
  );
});
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase(seededUrl);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  logged.length = 0;
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function start(version = 1): Promise<SubgraphServer> {
  const config = readPeopleConfig({
    databaseUrl,
    vaultKey: base64(secrets.vaultKey),
    identityKeys: { derived: { master: base64(secrets.identityMaster), version } },
    contextKey: { master: base64(secrets.contextMaster) },
  });
  const server = await startPeople(config, logger);
  running.push(server);
  return server;
}

const citizen: CallContextCaller = {
  issuer: ISSUER,
  subject: 's-1',
  portal: 'hunan',
  scopes: [],
  purpose: 'self',
};
const clerk: CallContextCaller = {
  ...citizen,
  subject: 'c-9',
  portal: 'window',
  scopes: ['clerk'],
  purpose: 'housing-transfer',
};

async function ask(
  server: SubgraphServer,
  caller: CallContextCaller | null,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const context = signTestContext(testContext('people', { caller }), CONTEXT_KEY);
  return (await callSubgraph(`${server.url}/graphql`, context, query, variables)).body;
}

const failed = (code: string, ...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code }) });
const holderId = (index: number) => ids[index] ?? '';

describe('me', () => {
  it('shows the holder of the token, masked, with the places in order of code', async () => {
    const query = `{ me { id kind maskedName maskedNumber
      publicSecurity { jurisdiction holderId locatedAt division { code } }
      socialInsurance { jurisdiction } housingFund { jurisdiction } } }`;

    const answer = await ask(await start(), citizen, query);

    const record = (jurisdiction: string) => ({
      jurisdiction,
      holderId: ids[0],
      locatedAt: '2024-01-02T03:04:05Z',
      division: { code: jurisdiction },
    });
    expect(answer).toEqual({
      data: {
        me: {
          id: ids[0],
          kind: 'NATURAL_PERSON',
          maskedName: '**某',
          maskedNumber: `****${NUMBER.slice(-4)}`,
          publicSecurity: [record('340000'), record('430000')],
          socialInsurance: [{ jurisdiction: '430000' }],
          housingFund: ['340000', '430700', '510300'].map((jurisdiction) => ({ jurisdiction })),
        },
      },
    });
  });

  it('is null for a subject that is not known, also of another issuer', async () => {
    const server = await start();

    const answers = await Promise.all([
      ask(server, { ...citizen, subject: 's-2' }, '{ me { id } }'),
      ask(server, { ...citizen, issuer: 'https://other.example' }, '{ me { id } }'),
    ]);

    expect(answers).toEqual([{ data: { me: null } }, { data: { me: null } }]);
  });

  it('needs a caller', async () => {
    expect(await ask(await start(), null, '{ me { id } }')).toEqual({
      data: { me: null },
      errors: [failed('UNAUTHENTICATED', 'me')],
    });
  });
});

describe('the filter of places', () => {
  const query = 'query ($in: [DivisionCode!]) { me { housingFund(in: $in) { jurisdiction } } }';
  const found = (...codes: string[]) => ({
    data: { me: { housingFund: codes.map((jurisdiction) => ({ jurisdiction })) } },
  });

  it.each([
    ['any spelling', ['5103', '430700000'], ['430700', '510300']],
    ['places without records', ['11', '43'], []],
    ['nothing at all', [], []],
    ['null for all', null, ['340000', '430700', '510300']],
  ])('takes %s', async (_, places, expected) => {
    expect(await ask(await start(), citizen, query, { in: places })).toEqual(found(...expected));
  });

  it.each(['4', '999999', NUMBER, '', 430_700])('refuses %j by the name of the argument', async (code) => {
    expect(await ask(await start(), citizen, query, { in: ['4307', code] })).toEqual({
      data: { me: null },
      errors: [
        expect.objectContaining({
          message: 'in must be a division code of 2, 4, 6, 9 or 12 digits',
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
        }),
      ],
    });
  });
});

describe('clerks', () => {
  const accesses = () =>
    queryDatabase(
      databaseUrl,
      'select issuer, portal, purpose, request_id, holder_id, accessed_at, subject_digest from people.accesses order by access_id',
    );

  it('see other people, and every look-up leaves a row', async () => {
    const before = Date.now();
    const answer = await ask(
      await start(),
      clerk,
      'query ($id: ID!, $ids: [ID!]!) { person(id: $id) { maskedName } persons(ids: $ids) { id maskedName } }',
      { id: holderId(0), ids: [holderId(1), UNKNOWN_ID, 'not-an-id', holderId(1)] },
    );

    const company = { id: ids[1], maskedName: '某某有限公司' };
    expect(answer).toEqual({
      data: { person: { maskedName: '**某' }, persons: [company, null, null, company] },
    });

    const rows = await accesses();
    const who = { issuer: ISSUER, portal: 'window', purpose: 'housing-transfer', request_id: 'r-test' };
    expect(rows).toEqual(
      [ids[0], ids[1], UNKNOWN_ID, null].map((holder) => ({
        ...who,
        holder_id: holder,
        accessed_at: expect.any(Date),
        subject_digest: rows[0]?.['subject_digest'],
      })),
    );
    expect(Number(rows[0]?.['accessed_at'])).toBeGreaterThanOrEqual(before);
    const plain = createHash('sha256').update(clerk.subject).digest();
    expect([rows[0]?.['subject_digest']]).not.toEqual([plain]);
  });

  it('see nothing when the row cannot be written', async () => {
    const server = await start();
    await queryDatabase(
      databaseUrl,
      'alter table people.accesses add constraint full_disk check (false) not valid',
    );

    const answer = await ask(server, clerk, 'query ($id: ID!) { person(id: $id) { id } }', { id: ids[0] });

    expect(answer).toEqual({ data: { person: null }, errors: [failed('INTERNAL_SERVER_ERROR', 'person')] });
    expect(logged.filter((line) => line.includes('"code":"23514"'))).not.toEqual([]);
  });

  it('may ask for 50 people at once and no more', async () => {
    const server = await start();
    const query = 'query ($ids: [ID!]!) { persons(ids: $ids) { id } }';

    const most = await ask(server, clerk, query, { ids: Array.from({ length: 50 }, () => ids[0]) });
    const more = await ask(server, clerk, query, { ids: Array.from({ length: 51 }, () => ids[0]) });

    expect(most).toEqual({ data: { persons: Array.from({ length: 50 }, () => ({ id: ids[0] })) } });
    expect(more).toEqual({ data: null, errors: [failed('BAD_USER_INPUT', 'persons')] });
  });

  it.each([
    ['a citizen', citizen],
    ['an anonymous caller', null],
    ['a caller with another scope', { ...clerk, scopes: ['clerks'] }],
  ])('are the only ones: %s gets one answer for every id', async (_, caller) => {
    const server = await start();
    const query = 'query ($id: ID!) { person(id: $id) { id } }';

    const answers = await Promise.all(
      [holderId(0), holderId(1), UNKNOWN_ID, 'not-an-id'].map((id) => ask(server, caller, query, { id })),
    );

    const refused = {
      data: { person: null },
      errors: [
        {
          message: 'Only a clerk may look up other people',
          locations: [{ line: 1, column: 20 }],
          path: ['person'],
          extensions: { code: 'FORBIDDEN', origin: 'PORTAL', retryable: false },
        },
      ],
    };
    expect(answers).toEqual([refused, refused, refused, refused]);
    expect(await accesses()).toEqual([]);
  });
});

describe('references', () => {
  const query = `query ($reps: [_Any!]!) { _entities(representations: $reps) {
    ... on Holder { id kind } ... on HousingFundRecord { jurisdiction locatedAt } } }`;
  const holder = (id: string) => ({ __typename: 'Holder', id });
  const record = (id: string, jurisdiction: string) => ({
    __typename: 'HousingFundRecord',
    holderId: id,
    jurisdiction,
    identity: 'v1.whatever',
  });

  it('answer a person about that person only', async () => {
    const reps = [holder(holderId(0)), record(holderId(0), '430700'), record(holderId(1), '340000')];

    const answer = await ask(await start(), citizen, query, { reps });

    expect(answer).toEqual({
      data: {
        _entities: [
          { id: ids[0], kind: 'NATURAL_PERSON' },
          { jurisdiction: '430700', locatedAt: '2024-01-02T03:04:05Z' },
          null,
        ],
      },
      errors: [failed('FORBIDDEN', '_entities', 2)],
    });
  });

  it('answer a person alike for a stranger and for nobody', async () => {
    const server = await start();

    const answers = await Promise.all(
      [holderId(1), UNKNOWN_ID].map((id) => ask(server, citizen, query, { reps: [holder(id)] })),
    );

    expect(answers[0]).toEqual({
      data: { _entities: [null] },
      errors: [failed('FORBIDDEN', '_entities', 0)],
    });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('answer null for a record that the locator does not know, or a code in another spelling', async () => {
    const reps = [record(holderId(0), '110000'), record(holderId(0), '4307'), record(UNKNOWN_ID, '430700')];

    const answer = await ask(await start(), clerk, query, { reps });

    expect(answer).toEqual({ data: { _entities: [null, null, null] } });
  });

  it('answer nobody who is not signed in', async () => {
    const answer = await ask(await start(), null, query, { reps: [holder(holderId(0))] });

    expect(answer).toEqual({ data: { _entities: [null] }, errors: [failed('FORBIDDEN', '_entities', 0)] });
  });
});

describe('the sealed identity', () => {
  const query = '{ me { id housingFund { jurisdiction identity } } }';
  interface Answer {
    readonly data: {
      readonly me: {
        readonly id: string;
        readonly housingFund: readonly { readonly jurisdiction: string; readonly identity: string }[];
      };
    };
  }
  const askSeals = async (server: SubgraphServer) => ((await ask(server, citizen, query)) as Answer).data.me;
  const open = (sealed: string, code: string, version: number) => {
    const jurisdiction = parseDivisionCode(code);
    return openIdentity(sealed, {
      jurisdiction,
      keys: [deriveIdentityKey(secrets.identityMaster, jurisdiction, version)],
    });
  };
  const person = { kind: 'NATURAL_PERSON', number: NUMBER, name: '欧阳某' };

  it('opens at its own place and at no other, and is the same every time', async () => {
    const server = await start();
    const [first, second] = [await askSeals(server), await askSeals(server)];

    expect(second).toEqual(first);
    expect(first.housingFund.map(({ identity, jurisdiction }) => open(identity, jurisdiction, 1))).toEqual([
      person,
      person,
      person,
    ]);
    expect(() => open(first.housingFund[0]?.identity ?? '', '430700', 1)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });

  it('follows a new key version, and no holder id changes', async () => {
    const before = await askSeals(await start(1));
    const after = await askSeals(await start(2));

    expect(after.id).toBe(before.id);
    expect(after.housingFund.map(({ identity }) => identity.split('.')[0])).toEqual(['v2', 'v2', 'v2']);
    expect(after.housingFund.map(({ identity, jurisdiction }) => open(identity, jurisdiction, 2))).toEqual(
      before.housingFund.map(({ identity, jurisdiction }) => open(identity, jurisdiction, 1)),
    );
  });

  it('follows a changed name', async () => {
    const server = await start();
    const before = await askSeals(server);
    await importHolders(
      { databaseUrl, vaultKey: secrets.vaultKey },
      [{ kind: 'NATURAL_PERSON', number: NUMBER, name: '新名' }],
      { source: 'seed', logger },
    );

    const after = await askSeals(server);

    expect(after.housingFund).not.toEqual(before.housingFund);
    expect(open(after.housingFund[0]?.identity ?? '', '340000', 1)).toEqual({ ...person, name: '新名' });
  });
});

describe('the process', () => {
  it('may start several times at once on an empty database', async () => {
    databaseUrl = await postgres.createDatabase();

    const servers = await Promise.all([start(), start(), start(), start()]);

    const answers = await Promise.all(servers.map((server) => ask(server, citizen, '{ me { id } }')));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ data: { me: null } })));
  });

  it('is not ready while its database refuses it, and works again afterwards', async () => {
    const server = await start();
    const ready = async () => (await fetch(`${server.url}/ready`)).status;
    const name = new URL(databaseUrl).pathname.slice(1);
    const admin = new URL(databaseUrl);
    admin.pathname = '/tongban';
    const before = await ready();

    await queryDatabase(admin.href, `alter database ${name} allow_connections false`);
    await queryDatabase(
      admin.href,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    const during = [await ready(), await ask(server, citizen, '{ me { id } }')];
    await queryDatabase(admin.href, `alter database ${name} allow_connections true`);
    const after = [await ready(), await ask(server, citizen, '{ me { id } }')];

    const retryable = { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: true };
    expect([before, during, after]).toEqual([
      200,
      [503, { data: { me: null }, errors: [expect.objectContaining({ extensions: retryable })] }],
      [200, { data: { me: { id: ids[0] } } }],
    ]);
  });

  it('logs no personal data', async () => {
    const server = await start();
    await ask(server, clerk, 'query ($ids: [ID!]!) { persons(ids: $ids) { maskedName } }', {
      ids: [NUMBER, ids[0]],
    });
    await ask(server, citizen, '{ me { housingFund(in: ["99"]) { identity } } }');

    const text = logged.join('');
    expect([NUMBER, '欧阳', 's-1', 'c-9'].filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toBe('');
  });
});
