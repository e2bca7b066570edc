import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BorrowedStack, borrowStack } from '../support/borrowStack.ts';
import { giveBackAfterAll } from '../support/giveBackAfterAll.ts';

/** One system per dialect that the demo citizen has records at. */
const SYSTEMS = {
  'data-exchange': {
    system: 'public-security/430000',
    field: 'publicSecurity',
    selection: 'jurisdiction asOf',
  },
  'gbk-xml': { system: 'social-insurance/430000', field: 'socialInsurance', selection: 'jurisdiction asOf' },
  'national-cipher': {
    system: 'social-insurance/440000',
    field: 'socialInsurance',
    selection: 'jurisdiction asOf',
  },
  'pinyin-rest': { system: 'housing-fund/430700', field: 'housingFund', selection: 'jurisdiction asOf' },
} as const;
type Dialect = keyof typeof SYSTEMS;

/** What a fault of the system is to the portal, by scenario; the same for every dialect. */
const FAULTS = [
  ['S04 one byte at a time', { kind: 'trickle', ms: 400 }, ['JURISDICTION_TIMEOUT']],
  ['S05 accepts and never answers', { kind: 'hang' }, ['JURISDICTION_TIMEOUT']],
  ['S08 a login page with 200', { kind: 'html' }, ['JURISDICTION_BAD_RESPONSE']],
  ['S08 an empty answer', { kind: 'empty' }, ['JURISDICTION_BAD_RESPONSE']],
  ['S08 bytes that mean nothing', { kind: 'garbage' }, ['JURISDICTION_BAD_RESPONSE', 'BAD_ENCODING']],
  ['S09 another charset than declared', { kind: 'wrong-charset' }, ['BAD_ENCODING']],
  ['S10 cut in the middle', { kind: 'truncated' }, ['JURISDICTION_BAD_RESPONSE', 'JURISDICTION_UNAVAILABLE']],
  ['S10 64 MB', { kind: 'huge', bytes: 64 * 1_024 * 1_024 }, ['JURISDICTION_BAD_RESPONSE']],
  ['S10 nested 5,000 deep', { kind: 'deep', levels: 5_000 }, ['JURISDICTION_BAD_RESPONSE']],
  ['S11 somebody else', { kind: 'wrong-person' }, ['IDENTITY_MISMATCH']],
  ['a closed port', { kind: 'refuse' }, ['JURISDICTION_UNAVAILABLE']],
] as const;

let stack: BorrowedStack;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
});
afterEach(() => stack.clearFaults());

describe.each(Object.keys(SYSTEMS) as Dialect[])('a %s system with', (dialect) => {
  it.each(FAULTS)('%s', async (_name, fault, codes) => {
    await settle();
    const whole = await stack.ask(PAGE, { token: stack.tokens.citizen });
    expect(whole.body.errors).toBeUndefined();

    await stack.setFault(SYSTEMS[dialect].system, fault);
    const { body, text, status } = await stack.ask(PAGE, { token: stack.tokens.citizen });

    expect(status).toBe(200);
    expect(body.errors?.map(({ extensions }) => extensions['jurisdiction'])).toEqual([placeOf(dialect)]);
    expect(codes).toContain(body.errors?.[0]?.extensions['code']);
    expect(recordsElsewhere(body, dialect)).toBe(recordsElsewhere(whole.body, dialect));
    expect(recordAt(body, dialect)).toEqual({ jurisdiction: placeOf(dialect), asOf: null });
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|\bat .*\.[jt]s:\d/);
  });
});

it.each(['gbk-xml'] as const)('S10 a %s system with entities that expand without end', async (dialect) => {
  for (const kind of ['xxe', 'billion-laughs']) {
    await stack.clearFaults();
    await settle();
    await stack.setFault(SYSTEMS[dialect].system, { kind });
    const { body } = await stack.ask(PAGE, { token: stack.tokens.citizen });

    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['JURISDICTION_BAD_RESPONSE']);
  }
});

it.each(Object.keys(SYSTEMS) as Dialect[])(
  'S13 a %s system of an older or newer release is served, what it says in new codes as UNKNOWN',
  async (dialect) => {
    await settle();
    await stack.setFault(SYSTEMS[dialect].system, { kind: 'stale-schema' });
    const { body } = await stack.ask(WIDE_PAGE, { token: stack.tokens.citizen });

    expect(body.errors).toBeUndefined();
    expect(recordAt(body, dialect)?.['asOf']).not.toBeNull();
    expect(JSON.stringify(recordAt(body, dialect))).toContain(':"UNKNOWN"');
  },
);

it('S12 one and the same code means what its own dialect says it means', async () => {
  const meanings: unknown[] = [];
  for (const dialect of ['data-exchange', 'national-cipher', 'pinyin-rest'] as const) {
    await stack.clearFaults();
    await settle();
    await stack.setFault(SYSTEMS[dialect].system, { kind: 'error', code: '3001' });
    const { body, text } = await stack.ask(PAGE, { token: stack.tokens.citizen });
    const { code, retryable } = body.errors?.[0]?.extensions ?? {};
    meanings.push([dialect, code, retryable]);
    expect(text).not.toContain('"3001"');
  }

  expect(meanings).toEqual([
    ['data-exchange', 'JURISDICTION_REJECTED', false],
    ['national-cipher', 'JURISDICTION_REJECTED', false],
    ['pinyin-rest', 'JURISDICTION_BUSY', true],
  ]);
});

it('S05 a system that goes on failing is left alone, and the metrics say so until it is back', async () => {
  const metric = async (name: string) => {
    const text = await (await fetch(`${stack.admin}/metrics`)).text();
    const place = `${name}{service="housing-fund",jurisdiction="4307"`;
    return text.split('\n').filter((line) => line.startsWith(place));
  };
  const refusals = async () =>
    (await metric('tongban_upstream_errors_total')).filter((line) => line.includes('_UNAVAILABLE'));
  await settle();
  const before = await refusals();

  await stack.setFault('housing-fund/430700', { kind: 'refuse' });
  await expect
    .poll(
      async () => {
        const { body } = await stack.ask(PAGE, { token: stack.tokens.citizen });
        return body.errors?.[0]?.extensions['retryAfter'];
      },
      { timeout: 20_000 },
    )
    .toEqual(expect.any(Number));

  expect(await metric('tongban_breakers_tripped')).toEqual([expect.stringMatching(/ [1-9]\d*$/)]);
  expect(await metric('tongban_breaker_state')).toContainEqual(expect.stringMatching(/ 2$/));
  expect(await refusals()).not.toEqual(before);

  await stack.clearFaults();
  await settle();
  expect(await metric('tongban_breakers_tripped')).toEqual([expect.stringMatching(/ 0$/)]);
});

it('S18 a whole department is away: the gateway is ready, and the other departments answer as before', async () => {
  const whole = await stack.ask(PAGE, { token: stack.tokens.citizen });
  const listed = await fetch(`${stack.sandbox}/systems`);
  const systems = z.array(z.object({ id: z.string() })).parse(await listed.json());
  const centres = systems.filter(({ id }) => id.startsWith('housing-fund/'));
  await Promise.all(centres.map(({ id }) => stack.setFault(id, { kind: 'refuse' })));

  const { body } = await stack.ask(PAGE, { token: stack.tokens.citizen });
  const ready = await fetch(`${stack.gateway}/ready`);

  expect(ready.status).toBe(200);
  expect(body.data.me.publicSecurity).toEqual(whole.body.data.me.publicSecurity);
  expect(body.data.me.socialInsurance).toEqual(whole.body.data.me.socialInsurance);
  expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual([
    'JURISDICTION_UNAVAILABLE',
    'JURISDICTION_UNAVAILABLE',
  ]);
});

const PAGE = `{ me { ${[...new Set(Object.values(SYSTEMS).map(({ field }) => field))]
  .map((field) => `${field} { jurisdiction asOf }`)
  .join(' ')} } }`;

const WIDE_PAGE = `{ me {
  publicSecurity { jurisdiction asOf hukou { address relationToHead } identityCard { kind lossState } vehicles { state } }
  socialInsurance { jurisdiction asOf enrollments { scheme state } benefits { kind } socialSecurityCard { state } }
  housingFund { jurisdiction asOf accounts { state } loans { state } }
} }`;

const placeOf = (dialect: Dialect) => SYSTEMS[dialect].system.split('/')[1];

// biome-ignore lint/suspicious/noExplicitAny: the shape follows from PAGE
function recordAt(body: { readonly data?: any }, dialect: Dialect): Record<string, unknown> | undefined {
  const records: Record<string, unknown>[] = body.data.me[SYSTEMS[dialect].field];
  return records.find(({ jurisdiction }) => jurisdiction === placeOf(dialect));
}

// biome-ignore lint/suspicious/noExplicitAny: the shape follows from PAGE
function recordsElsewhere(body: { readonly data?: any }, dialect: Dialect): string {
  const { field } = SYSTEMS[dialect];
  return JSON.stringify({
    ...body.data.me,
    [field]: body.data.me[field].filter(
      (record: Record<string, unknown>) => record['jurisdiction'] !== placeOf(dialect),
    ),
  });
}

/** Good answers in between keep the circuit breakers closed, so that each fault is met by itself. */
async function settle(): Promise<void> {
  await expect
    .poll(
      async () => {
        const answers = [];
        for (let round = 0; round < 3; round += 1) {
          answers.push(await stack.ask(PAGE, { token: stack.tokens.citizen }));
        }
        return answers.every(({ body }) => body.errors === undefined);
      },
      { timeout: 25_000, interval: 200 },
    )
    .toBe(true);
}
