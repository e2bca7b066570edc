import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signContext } from '../../../cli/conform/signContext.ts';
import { CALL_CONTEXT_HEADER } from '../../../domain/callContext.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { startHousingFund } from '../../../subgraphs/housing-fund/main.ts';
import { conform } from './support/conform.ts';
import { endpointSecrets, serverKeys } from './support/endpointSecrets.ts';
import { json } from './support/json.ts';
import { somebodyAt } from './support/somebodyAt.ts';
import { sparingSdl } from './support/sparingSdl.ts';
import { type Breakage, startBrokenEndpoint } from './support/startBrokenEndpoint.ts';

const AUDIENCE = 'housing-fund/4307';

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof startHousingFund>>;
let url: string;

beforeAll(async () => {
  sandbox = await startSandbox({ systems: ({ id }) => id === 'housing-fund/430700' });
  const places = sandbox.systems.map(({ jurisdiction, dialect, url: at, options }) => ({
    jurisdiction,
    dialect,
    url: at,
    options,
  }));
  server = await startHousingFund({ ...serverKeys, places }, pino({ level: 'silent' }));
  url = String(server.partitions['4307']);
});
afterAll(async () => {
  await server?.stop();
  await sandbox?.close();
});

/** Somebody with an account there. */
const somebody = () => somebodyAt('housing-fund', '430700');

const sign = (changes: object = {}) =>
  signContext(endpointSecrets.contextKey(AUDIENCE), { aud: AUDIENCE, ...changes });

const header = (name: string, value: string): Breakage => ({
  answer: (answer) => ({ ...answer, headers: { ...answer.headers, [name]: value } }),
});

// biome-ignore lint/suspicious/noExplicitAny: as above
const sdl = (change: (text: string) => string) => (body: any) =>
  body.data?._service === undefined ? body : { data: { _service: { sdl: change(body.data._service.sdl) } } };

/** Gives out records where none were due. */
const generous: Breakage = {
  answer: json((body) =>
    body.data?._entities === undefined
      ? body
      : {
          data: {
            _entities: body.data._entities.map(() => ({ __typename: 'HousingFundRecord', asOf: null })),
          },
        },
  ),
};

const acceptsAnybody: Breakage = {
  request: (request) => ({ ...request, headers: { ...request.headers, [CALL_CONTEXT_HEADER]: sign() } }),
};

// biome-ignore lint/suspicious/noExplicitAny: as above
const eachError = (change: (error: any) => object): Breakage => ({
  answer: json((body) => (body.errors === undefined ? body : { ...body, errors: body.errors.map(change) })),
});

const withCode = (code: string) =>
  eachError((error) => ({ ...error, extensions: { ...error.extensions, code } }));

/** One entity that failed with this code. */
function answerWith(code: string): Breakage {
  return {
    answer: json((body) =>
      body.data?._entities === undefined
        ? body
        : {
            data: { _entities: [null] },
            errors: [{ message: 'no', path: ['_entities', 0], extensions: { code } }],
          },
    ),
  };
}

const BREAKAGES: readonly (readonly [id: string, breakage: Breakage, detail: RegExp])[] = [
  [
    'contract.sdl',
    { answer: json(sdl((text) => text.replace('centerName: String', 'centerName: Int\n  extra: String'))) },
    /^differs at HousingFundRecord\.centerName \(Int, not String\), HousingFundRecord\.extra \(unknown to the contract\)$/,
  ],
  [
    'contract.unknown-values',
    { answer: json(sdl((text) => text.replace(/UNKNOWN/, 'UNHEARD_OF'))) },
    /^no UNKNOWN in HousingFundAccountState$/,
  ],
  [
    'contract.introspection',
    {
      answer: json((body) =>
        body.errors === undefined ? body : { data: { __schema: { queryType: { name: 'Query' } } } },
      ),
    },
    /^it answers introspection$/,
  ],
  ...['missing', 'forged', 'altered', 'expired', 'early', 'endless', 'audience'].map(
    (what) => [`context.${what}`, acceptsAnybody, /^answered with HTTP 200, not 401$/] as const,
  ),
  ['context.anonymous', acceptsAnybody, /^it answers$/],
  ['entities.unknown-person', generous, /^a record about a number that can belong to nobody$/],
  ['entities.foreign-seal', generous, /^a record where FORBIDDEN was due$/],
  ['entities.broken-seal', withCode('NOT_FOUND'), /^NOT_FOUND where FORBIDDEN was due$/],
  [
    'entities.foreign-jurisdiction',
    withCode('CONFLICT'),
    /^CONFLICT where JURISDICTION_NOT_CONNECTED was due$/,
  ],
  [
    'entities.order',
    {
      answer: json((body) => ({
        ...body,
        errors: body.errors?.map((error: { path?: readonly [string, number] }) => ({
          ...error,
          ...(error.path?.[0] === '_entities' ? { path: ['_entities', 49 - error.path[1]] } : {}),
        })),
      })),
    },
    /^the answer at \d+ belongs elsewhere$/,
  ],
  [
    'entities.order',
    {
      answer: json((body) =>
        body.data?._entities === undefined
          ? body
          : { ...body, data: { _entities: body.data._entities.slice(1) } },
      ),
    },
    /^49 entities for 50 representations$/,
  ],
  [
    'entities.malformed',
    {
      answer: json((body) =>
        body.errors === undefined ? body : { data: null, errors: body.errors.slice(0, 1) },
      ),
    },
    /^no list of entities: one failure has cost all others their answers$/,
  ],
  [
    'entities.malformed',
    eachError(({ path, ...error }) => ({
      ...error,
      path,
      extensions:
        path?.[1] === 4
          ? { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false }
          : error.extensions,
    })),
    /^INTERNAL_SERVER_ERROR: what is malformed is blamed on the server$/,
  ],
  [
    'entities.unknown-person',
    answerWith('FORBIDDEN'),
    /^FORBIDDEN: the endpoint cannot open seals made with these identityKeys; compare them with those of people$/,
  ],
  [
    'entities.no-extra-keys',
    { answer: json((body) => ({ ...body, extensions: {} })) },
    /^unasked: extensions$/,
  ],
  ['errors.syntax', withCode('INTERNAL_SERVER_ERROR'), /^INTERNAL_SERVER_ERROR$/],
  ['errors.validation', withCode('SOMETHING_ELSE'), /^no code of the closed list$/],
  ['transport.content-type', header('content-type', 'text/html'), /^another content type, or none$/],
  [
    'transport.body-type',
    {
      request: (request) => ({
        ...request,
        headers: { ...request.headers, 'content-type': 'application/json' },
      }),
    },
    /^HTTP 200, not 415$/,
  ],
  ['transport.method', { answer: (answer) => ({ ...answer, status: 200 }) }, /^HTTP 200, not 405$/],
  [
    'transport.body-cap',
    { request: (request) => ({ ...request, body: Buffer.from('{"query":"{ __typename }"}') }) },
    /^HTTP 200, not 413$/,
  ],
  [
    'transport.compact',
    { answer: (answer) => ({ ...answer, text: JSON.stringify(JSON.parse(answer.text), null, 2) }) },
    /^\d+ bytes of blanks$/,
  ],
  ['transport.breakers', header('tongban-breakers', 'broken'), /^entries that are none$/],
  ['deadline.spent', acceptsAnybody, /^it answers as if there were time$/],
  [
    'deadline.budget',
    {
      request: acceptsAnybody.request ?? ((request) => request),
      answer: (answer) => new Promise((resolve) => setTimeout(resolve, 2_000, answer)),
    },
    /^answered after \d{4} ms, given 400 ms$/,
  ],
  [
    'person.known',
    {
      answer: json((body) => ({
        ...body,
        data: { _entities: [{ ...body.data?._entities?.[0], asOf: null }] },
      })),
    },
    /^a record without asOf$/,
  ],
  ['person.known', answerWith('FORBIDDEN'), /^FORBIDDEN: the endpoint cannot open seals/],
  [
    'person.known',
    {
      answer: json((body) => ({
        ...body,
        errors: [
          {
            message: 'not told',
            path: ['_entities', 0, 'loans'],
            extensions: { code: 'JURISDICTION_UNAVAILABLE' },
          },
        ],
      })),
    },
    /^asOf [\dT:-]{19}.?, but without loans \(JURISDICTION_UNAVAILABLE\)$/,
  ],
  [
    'person.values',
    {
      answer: (answer) => ({
        ...answer,
        text: answer.text
          .replaceAll(/"balance":"([^"]*)"/g, '"balance":$1')
          .replaceAll('"state":"', '"state":"NO_'),
      }),
    },
    /^malformed at accounts\.state, accounts\.balance|^malformed at accounts\.balance, accounts\.state/,
  ],
  ['person.mismatch', generous, /^the record is given under a wrong name$/],
  [
    'errors.extensions',
    eachError(({ extensions: { origin: _origin, ...extensions }, ...error }) => ({ ...error, extensions })),
    /^UNAUTHENTICATED without an origin$/,
  ],
  [
    'errors.discreet',
    eachError((error) => ({ ...error, extensions: { ...error.extensions, stacktrace: [] } })),
    /^1 errors tell too much \(UNAUTHENTICATED\)$/,
  ],
];

/** What must have been seen before errors can be looked at. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'errors.extensions': ['context.missing'],
  'errors.discreet': ['context.missing'],
};

it.each(BREAKAGES)('shows what fails: %s', async (id, breakage, detail) => {
  const broken = await startBrokenEndpoint(url, isAboutSdl(breakage) ? breakage : sparingSdl(breakage));

  const results = await conform(broken, { person: somebody(), ids: [...(BEFORE[id] ?? []), id] });

  expect(results.filter((result) => result.id === id)).toMatchObject([
    { id, outcome: 'FAILED', detail: expect.stringMatching(detail), next: expect.stringMatching(/^.{10,}$/) },
  ]);
});

it('passes the same endpoint when nothing is broken, a known person included', async () => {
  const person = somebody();

  const results = await conform(await startBrokenEndpoint(url, {}), { person });

  expect(results.filter(({ outcome }) => outcome !== 'PASSED')).toEqual([]);
  expect(results.map(({ detail }) => detail).join()).not.toContain(person.number);
  expect(results.map(({ detail }) => detail).join()).not.toContain(person.name);
});

it.each(['JURISDICTION_BUSY', 'JURISDICTION_UNAVAILABLE', 'JURISDICTION_TIMEOUT'])(
  'blames nobody for a known person’s record where the system says %s',
  async (code) => {
    const errors = [{ message: 'not now', path: ['_entities', 0], extensions: { code } }];
    const silent = await startBrokenEndpoint(
      url,
      sparingSdl({ answer: json(() => ({ data: { _entities: [null] }, errors })) }),
    );
    const ids = ['person.known', 'person.values', 'person.mismatch'];

    const results = await conform(silent, { person: somebody(), ids });

    const detail = `${code}: the system behind it did not answer`;
    expect(results).toMatchObject(ids.map((id) => ({ id, outcome: 'NOTED', detail })));
  },
);

it('says what to do about a seal that does not open, whichever check meets it', async () => {
  const sealed = await startBrokenEndpoint(url, sparingSdl(answerWith('FORBIDDEN')));
  const ids = ['entities.unknown-person', 'person.known'];

  const results = await conform(sealed, { person: somebody(), ids });

  expect(results.map(({ next }) => next)).toEqual(
    Array(2).fill('its log says whether the key or its version is another one; docs/errors.md, FORBIDDEN'),
  );
});

it('does not say of a system that refuses that it did not answer', async () => {
  const refused = await startBrokenEndpoint(url, sparingSdl(answerWith('JURISDICTION_REJECTED')));

  expect(await conform(refused, { ids: ['entities.unknown-person'] })).toMatchObject([
    {
      outcome: 'NOTED',
      detail:
        'JURISDICTION_REJECTED: the endpoint conforms, but the system behind it did not take the question: run doctor for the place',
    },
  ]);
});

it('notes what a known person’s record lacks because the place does not offer it', async () => {
  const less = await startBrokenEndpoint(
    url,
    sparingSdl({
      answer: json((body) => ({
        ...body,
        errors: [{ message: 'no', path: ['_entities', 0, 'loans'], extensions: { code: 'NOT_OFFERED' } }],
      })),
    }),
  );

  expect(await conform(less, { person: somebody(), ids: ['person.known'] })).toMatchObject([
    { outcome: 'NOTED', detail: expect.stringContaining('loans (NOT_OFFERED)') },
  ]);
});

it('fails an endpoint that gives a known person’s record to nobody', async () => {
  const errors = [{ message: 'no', path: ['_entities', 0], extensions: { code: 'IDENTITY_MISMATCH' } }];
  const strict = await startBrokenEndpoint(
    url,
    sparingSdl({ answer: json(() => ({ data: { _entities: [null] }, errors })) }),
  );

  expect(await conform(strict, { person: somebody(), ids: ['person.known'] })).toMatchObject([
    { outcome: 'FAILED', detail: 'no record (IDENTITY_MISMATCH)' },
  ]);
});

it('has a broken endpoint for every check', async () => {
  const healthy = await conform(url);
  const shown = new Set(BREAKAGES.map(([id]) => id));

  expect(healthy.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});

it('says that no key is accepted', async () => {
  const broken = await startBrokenEndpoint(url, {
    request: ({ headers: { [CALL_CONTEXT_HEADER]: _context, ...headers }, ...request }) => ({
      ...request,
      headers,
    }),
  });

  await expect(conform(broken)).rejects.toThrow(
    `${broken}: accepts no context signed with these keys, or does not answer (it does not tell its SDL (HTTP 401, UNAUTHENTICATED))`,
  );
});

it('says of a path where nothing is that nothing is there', async () => {
  await expect(conform(url.replace('/4307/', '/4308/'))).rejects.toThrow(
    /4308\/graphql: nothing is served at that path: an endpoint is …\/4308\/graphql/,
  );
  await expect(conform(url.replace('/graphql', ''))).rejects.toThrow(/^the URL lacks \/graphql/);
});

it('notes what an older release does not offer, and asks for the rest', async () => {
  const older = await startBrokenEndpoint(url, {
    answer: json(sdl((text) => text.replace(/"+公积金中心名称"+\s*centerName: String/, ''))),
  });

  expect(await conform(older, { ids: ['contract.sdl', 'entities.unknown-person'] })).toMatchObject([
    {
      outcome: 'NOTED',
      detail: 'an older release; clients will get NOT_OFFERED for HousingFundRecord.centerName',
    },
    { outcome: 'PASSED', detail: 'null' },
  ]);
});

const isAboutSdl = (breakage: Breakage) =>
  BREAKAGES.some(
    ([id, candidate]) => candidate === breakage && ['contract.sdl', 'contract.unknown-values'].includes(id),
  );
