import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StackAnswer } from '../../support/Stack.ts';
import { startOwnStack } from '../../support/startOwnStack.ts';
import type { StartedStack } from '../../support/startStack.ts';
import { withPostgres } from '../../support/withPostgres.ts';

const INDEX = 'record-index/110000';
/** A caller waits 0.8 s for the index; the rest is for everything else on a busy machine. */
const ENOUGH_MS = 5_000;

const PAGE = /* GraphQL */ `
  query Page {
    me {
      recordIndex { state checkedAt }
      recordPlaces { department jurisdiction division { name } statements { source statedAt } }
      publicSecurity { jurisdiction hukou { registeredOn } }
      socialInsurance { jurisdiction asOf }
      housingFund { jurisdiction asOf centerName }
    }
  }
`;
const DECLARE = /* GraphQL */ `
  mutation Declare($input: DeclareRecordPlaceInput!) {
    declareRecordPlace(input: $input) {
      holder { recordPlaces { department jurisdiction statements { source } } }
    }
  }
`;

const postgres = withPostgres();
let databaseUrl: string;
let stack: StartedStack;

beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  stack = await startOwnStack({ DATABASE_URL: databaseUrl });
});
afterEach(() => stack.clearFaults());
afterAll(() => stack?.stop());

it('the index names the places of a citizen, of whom nothing but the number was imported', async () => {
  // On a slow machine a place may take longer than it is waited for: what is looked at is the first answer without that.
  const body = await vi.waitFor(async () => {
    const answer = await ask(stack.tokens.citizen);
    expect(answer.body.errors).toBeUndefined();
    return answer.body;
  }, LATER);

  expect(body.data.me.recordIndex).toEqual({ state: 'CURRENT', checkedAt: expect.stringMatching(INSTANT) });
  expect(body.data.me.recordPlaces).toEqual([
    indexed('PUBLIC_SECURITY', '430000'),
    indexed('SOCIAL_INSURANCE', '430000'),
    indexed('SOCIAL_INSURANCE', '440000'),
    indexed('HOUSING_FUND', '340100'),
    indexed('HOUSING_FUND', '430700'),
  ]);
  expect(body.data.me.publicSecurity).toEqual([
    { jurisdiction: '430000', hukou: { registeredOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
  ]);
  expect(body.data.me.housingFund).toEqual([
    { jurisdiction: '340100', asOf: expect.stringMatching(INSTANT), centerName: expect.any(String) },
    { jurisdiction: '430700', asOf: expect.stringMatching(INSTANT), centerName: expect.any(String) },
  ]);
});

describe('while the index does not answer', () => {
  it('a page of somebody it was never asked about says so, in time, and what they declare is found', async () => {
    await stack.setFault(INDEX, { kind: 'hang' });
    const { body, elapsed } = await ask(stack.tokens.allProvinces);

    expect(body).toEqual({
      data: {
        me: {
          recordIndex: { state: 'NEVER_ASKED', checkedAt: null },
          recordPlaces: [],
          publicSecurity: [],
          socialInsurance: [],
          housingFund: [],
        },
      },
    });
    expect(elapsed).toBeLessThan(ENOUGH_MS);

    const declared = await declare(stack.tokens.allProvinces, {
      department: 'SOCIAL_INSURANCE',
      place: '43',
      idempotencyKey: 'while-it-hangs',
    });
    expect(declared.body).toEqual({
      data: {
        declareRecordPlace: {
          holder: {
            recordPlaces: [
              {
                department: 'SOCIAL_INSURANCE',
                jurisdiction: '430000',
                statements: [{ source: 'DECLARED' }],
              },
            ],
          },
        },
      },
    });
    const after = await ask(stack.tokens.allProvinces);
    expect(after.body.errors).toBeUndefined();
    expect(after.body.data.me.socialInsurance).toEqual([
      { jurisdiction: '430000', asOf: expect.stringMatching(INSTANT) },
    ]);
  });

  it('and once it does, its word stands beside the declaration', async () => {
    await expect
      .poll(async () => (await ask(stack.tokens.allProvinces)).body.data.me.recordIndex.state, LATER)
      .toBe('CURRENT');
    const { body } = await ask(stack.tokens.allProvinces);

    expect(body.data.me.socialInsurance).toHaveLength(31);
    expect(
      body.data.me.recordPlaces
        .filter(isAt('SOCIAL_INSURANCE', '430000'))
        .map(({ statements }: Place) => statements.map(({ source }) => source).toSorted()),
    ).toEqual([['DECLARED', 'INDEX']]);
  });

  it('what it said two days ago serves, with its age', async () => {
    const before = await ask(stack.tokens.citizen);
    await age();
    await stack.setFault(INDEX, { kind: 'hang' });
    const { body, elapsed } = await ask(stack.tokens.citizen);

    expect(body.errors).toBeUndefined();
    expect(elapsed).toBeLessThan(ENOUGH_MS);
    expect(body.data.me.recordIndex.state).toBe('STALE');
    expect(Date.parse(body.data.me.recordIndex.checkedAt)).toBeLessThan(Date.now() - 47 * 3_600_000);
    expect({ ...body.data.me, recordIndex: null }).toEqual({ ...before.body.data.me, recordIndex: null });

    await stack.clearFaults();
    await expect
      .poll(async () => (await ask(stack.tokens.citizen)).body.data.me.recordIndex.state, LATER)
      .toBe('CURRENT');
  });
});

describe('a declared place', () => {
  const input = { department: 'HOUSING_FUND', place: '440900' };

  it('where nobody knows the person is NOT_FOUND there, and touches no other record', async () => {
    const before = await ask(stack.tokens.citizen);
    const { body } = await declare(stack.tokens.citizen, { ...input, idempotencyKey: 'maoming-declared' });
    const after = await ask(stack.tokens.citizen);

    expect(body.errors).toBeUndefined();
    expect(after.body.data.me.recordPlaces.filter(isAt('HOUSING_FUND', '440900'))).toEqual([
      {
        department: 'HOUSING_FUND',
        jurisdiction: '440900',
        division: { name: expect.any(String) },
        statements: [{ source: 'DECLARED', statedAt: expect.stringMatching(INSTANT) }],
      },
    ]);
    expect(after.body.data.me).toMatchObject({
      publicSecurity: before.body.data.me.publicSecurity,
      socialInsurance: before.body.data.me.socialInsurance,
      housingFund: [...before.body.data.me.housingFund, null],
    });
    expect(errorsOf(after)).toEqual([['NOT_FOUND', '440900', ['me', 'housingFund', 2]]]);
  });

  it('that is taken back is gone, and what the index says stays', async () => {
    const takeBack = { ...input, held: false, idempotencyKey: 'maoming-taken-back' };
    await declare(stack.tokens.citizen, takeBack);
    const indexTold = { department: 'HOUSING_FUND', place: '430700', held: false };
    await declare(stack.tokens.citizen, { ...indexTold, idempotencyKey: 'changde-denied' });
    const { body } = await ask(stack.tokens.citizen);

    expect(body.errors).toBeUndefined();
    expect(body.data.me.housingFund.map(({ jurisdiction }: Place) => jurisdiction)).toEqual([
      '340100',
      '430700',
    ]);
  });

  it('under a key that was used for another one is refused', async () => {
    const other = { ...input, place: '340100', idempotencyKey: 'maoming-declared' };

    expect(errorsOf(await declare(stack.tokens.citizen, other)).map(([code]) => code)).toEqual(['CONFLICT']);
  });
});

interface Place {
  readonly department: string;
  readonly jurisdiction: string;
  readonly statements: readonly { readonly source: string }[];
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const LATER = { timeout: 30_000, interval: 500 };

const indexed = (department: string, jurisdiction: string) => ({
  department,
  jurisdiction,
  division: { name: expect.any(String) },
  statements: [{ source: 'INDEX', statedAt: expect.stringMatching(INSTANT) }],
});

const isAt = (department: string, jurisdiction: string) => (place: Place) =>
  place.department === department && place.jurisdiction === jurisdiction;

async function ask(token: string): Promise<StackAnswer & { readonly elapsed: number }> {
  const started = performance.now();
  const answer = await stack.ask(PAGE, { token });
  return { ...answer, elapsed: performance.now() - started };
}

const declare = (token: string, input: object) => stack.ask(DECLARE, { token, variables: { input } });

function errorsOf({ body }: StackAnswer) {
  return (body.errors ?? []).map(({ path, extensions: { code, jurisdiction } }) => [
    code,
    jurisdiction,
    path,
  ]);
}

/** As if the index had last been asked about everybody two days ago. */
async function age(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("update people.index_checks set checked_at = checked_at - interval '2 days'");
  await client.end();
}
