import { describe, expect, it } from 'vitest';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { deriveIdentityKey } from '../../../subgraphs/jurisdiction/deriveIdentityKey.ts';
import { openIdentity } from '../../../subgraphs/jurisdiction/openIdentity.ts';
import { importHolders } from '../../../subgraphs/people/importHolders.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { askPeople } from './askPeople.ts';
import { callers } from './callers.ts';
import { errorAt } from './errorAt.ts';
import { secrets } from './secrets.ts';
import { withPeople } from './withPeople.ts';

const { start, number, ids, logger, databaseUrl } = withPeople();
const { citizen } = callers;

describe('me', () => {
  it('shows the holder of the token, masked, with the places in order of code', async () => {
    const query = `{ me { id kind maskedName maskedNumber
      publicSecurity { jurisdiction holderId locatedAt division { code } }
      socialInsurance { jurisdiction } housingFund { jurisdiction } } }`;

    const answer = await askPeople(await start(), citizen, query);

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
          maskedNumber: `****${number.slice(-4)}`,
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
      askPeople(server, { ...citizen, subject: 's-2' }, '{ me { id } }'),
      askPeople(server, { ...citizen, issuer: 'https://other.example' }, '{ me { id } }'),
    ]);

    expect(answers).toEqual([{ data: { me: null } }, { data: { me: null } }]);
  });

  it('needs a caller', async () => {
    expect(await askPeople(await start(), null, '{ me { id } }')).toEqual({
      data: { me: null },
      errors: [errorAt('UNAUTHENTICATED', 'me')],
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
    expect(await askPeople(await start(), citizen, query, { in: places })).toEqual(found(...expected));
  });

  it.each(['4', '999999', number, '', 430_700])('refuses %j by the name of the argument', async (code) => {
    expect(await askPeople(await start(), citizen, query, { in: ['4307', code] })).toEqual({
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
  const askSeals = async (server: SubgraphServer) =>
    ((await askPeople(server, citizen, query)) as Answer).data.me;
  const open = (sealed: string, code: string, version: number) => {
    const jurisdiction = parseDivisionCode(code);
    return openIdentity(sealed, {
      jurisdiction,
      keys: [deriveIdentityKey(secrets.identityMaster, jurisdiction, version)],
    });
  };
  const person = { kind: 'NATURAL_PERSON', number, name: '欧阳某' };

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
      { databaseUrl: databaseUrl(), vaultKey: secrets.vaultKey },
      [{ kind: 'NATURAL_PERSON', number, name: '新名' }],
      { source: 'seed', logger },
    );

    const after = await askSeals(server);

    expect(after.housingFund).not.toEqual(before.housingFund);
    expect(open(after.housingFund[0]?.identity ?? '', '340000', 1)).toEqual({ ...person, name: '新名' });
  });
});
