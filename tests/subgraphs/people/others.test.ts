import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ENGINE_CALLER } from '../../../subgraphs/cases/client/engineCaller.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';
import { askPeople } from './askPeople.ts';
import { callers } from './callers.ts';
import { errorAt } from './errorAt.ts';
import { queryDatabase } from './queryDatabase.ts';
import { secrets } from './secrets.ts';
import { withPeople } from './withPeople.ts';

const { start, ids, holderId, logged, databaseUrl } = withPeople();
const { citizen, clerk } = callers;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe('clerks', () => {
  const accesses = () =>
    queryDatabase(
      databaseUrl(),
      'select issuer, portal, purpose, request_id, holder_id, accessed_at, subject_digest from people.accesses order by access_id',
    );

  it('see other people, and every look-up leaves a row', async () => {
    const before = Date.now();
    const answer = await askPeople(
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
    const who = { issuer: clerk.issuer, portal: 'window', purpose: 'housing-transfer', request_id: 'r-test' };
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

  it('are told apart from the engine, which leaves one row for a step, however often it prepares it', async () => {
    const server = await start();
    const prepare = async (requestId: string) => {
      const context = testContext('people', { caller: ENGINE_CALLER, requestId });
      const response = await fetch(`${server.url}/identities`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'tongban-context': signTestContext(context, deriveContextKey(secrets.contextMaster, 'people')),
        },
        body: JSON.stringify({ jurisdiction: '430000', holderIds: [holderId(0)] }),
      });
      return response.status;
    };
    const before = (await accesses()).length;

    expect([await prepare('case.3'), await prepare('case.3'), await prepare('case.5')]).toEqual([
      200, 200, 200,
    ]);
    expect((await accesses()).slice(before).map(({ request_id }) => request_id)).toEqual([
      'case.3',
      'case.5',
    ]);
  });

  it('see nothing when the row cannot be written', async () => {
    const server = await start();
    await queryDatabase(
      databaseUrl(),
      'alter table people.accesses add constraint full_disk check (false) not valid',
    );

    const answer = await askPeople(server, clerk, 'query ($id: ID!) { person(id: $id) { id } }', {
      id: ids[0],
    });

    expect(answer).toEqual({ data: { person: null }, errors: [errorAt('INTERNAL_SERVER_ERROR', 'person')] });
    expect(logged.filter((line) => line.includes('"code":"23514"'))).not.toEqual([]);
  });

  it('may ask for 50 people at once and no more', async () => {
    const server = await start();
    const query = 'query ($ids: [ID!]!) { persons(ids: $ids) { id } }';

    const most = await askPeople(server, clerk, query, { ids: Array.from({ length: 50 }, () => ids[0]) });
    const more = await askPeople(server, clerk, query, { ids: Array.from({ length: 51 }, () => ids[0]) });

    expect(most).toEqual({ data: { persons: Array.from({ length: 50 }, () => ({ id: ids[0] })) } });
    expect(more).toEqual({ data: null, errors: [errorAt('BAD_USER_INPUT', 'persons')] });
  });

  it.each([
    ['a citizen', citizen],
    ['an anonymous caller', null],
    ['a caller with another scope', { ...clerk, scopes: ['clerks'] }],
  ])('are the only ones: %s gets one answer for every id', async (_, caller) => {
    const server = await start();
    const query = 'query ($id: ID!) { person(id: $id) { id } }';

    const answers = await Promise.all(
      [holderId(0), holderId(1), UNKNOWN_ID, 'not-an-id'].map((id) =>
        askPeople(server, caller, query, { id }),
      ),
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

    const answer = await askPeople(await start(), citizen, query, { reps });

    expect(answer).toEqual({
      data: {
        _entities: [
          { id: ids[0], kind: 'NATURAL_PERSON' },
          { jurisdiction: '430700', locatedAt: '2024-01-02T03:04:05Z' },
          null,
        ],
      },
      errors: [errorAt('FORBIDDEN', '_entities', 2)],
    });
  });

  it('answer a person alike for a stranger and for nobody', async () => {
    const server = await start();

    const answers = await Promise.all(
      [holderId(1), UNKNOWN_ID].map((id) => askPeople(server, citizen, query, { reps: [holder(id)] })),
    );

    expect(answers[0]).toEqual({
      data: { _entities: [null] },
      errors: [errorAt('FORBIDDEN', '_entities', 0)],
    });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('answer null for a record that the locator does not know, or a code in another spelling', async () => {
    const reps = [record(holderId(0), '110000'), record(holderId(0), '4307'), record(UNKNOWN_ID, '430700')];

    const answer = await askPeople(await start(), clerk, query, { reps });

    expect(answer).toEqual({ data: { _entities: [null, null, null] } });
  });

  it('answer nobody who is not signed in', async () => {
    const answer = await askPeople(await start(), null, query, { reps: [holder(holderId(0))] });

    expect(answer).toEqual({ data: { _entities: [null] }, errors: [errorAt('FORBIDDEN', '_entities', 0)] });
  });
});
