import { describe, expect, it } from 'vitest';
import { askForRecords } from './askForRecords.ts';
import { recordAt } from './recordAt.ts';
import { createRelease, OLDER_SDL } from './releases.ts';
import { tableOf } from './tableOf.ts';
import { withPartitions } from './withPartitions.ts';

const { serve, route } = withPartitions();

const notOffered = (path: (string | number)[], jurisdiction: string) => ({
  message: 'This place does not offer this',
  path,
  extensions: {
    code: 'NOT_OFFERED',
    origin: 'JURISDICTION',
    jurisdiction,
    service: 'housing-fund',
    retryable: false,
    traceId: 'request-1',
  },
});

describe('places one release apart', () => {
  const selection =
    '... on Record { servedBy grade accounts(status: $status) { number opened since: opened } }';
  const declare = ', $status: Status';

  async function mixed() {
    const [newer, older] = [await serve('43'), await serve('44', OLDER_SDL)];
    return {
      newer,
      older,
      router: route(() =>
        tableOf([
          ['43', newer],
          ['44', older],
        ]),
      ),
    };
  }

  it('asks each for what it offers, and says of every null that it is not offered', async () => {
    const { newer, older, router } = await mixed();

    const outcomes = await askForRecords(router, selection, [recordAt('440000'), recordAt('430000')], {
      declare,
      variables: { status: 'OPEN' },
    });

    expect(outcomes).toEqual([
      {
        kind: 'entity',
        value: {
          servedBy: '44',
          accounts: [
            { number: 'n1', opened: null, since: null },
            { number: 'n2', opened: null, since: null },
          ],
          grade: null,
        },
        errors: [
          notOffered(['grade'], '440000'),
          notOffered(['accounts', 0, 'opened'], '440000'),
          notOffered(['accounts', 1, 'opened'], '440000'),
          notOffered(['accounts', 0, 'since'], '440000'),
          notOffered(['accounts', 1, 'since'], '440000'),
        ],
      },
      {
        kind: 'entity',
        value: {
          servedBy: '43',
          grade: 'A',
          accounts: [
            { number: 'n1', opened: '2021', since: '2021' },
            { number: 'n2', opened: '2022', since: '2022' },
          ],
        },
        errors: [],
      },
    ]);
    expect(newer.entityCalls().length).toBe(1);
    expect(older.entityCalls().map(({ query }) => /opened|grade/.test(query))).toEqual([false]);
  });

  it('drops a field for an enum value in a variable that the older one does not know', async () => {
    const { older, router } = await mixed();

    const outcomes = await askForRecords(
      router,
      '... on Record { servedBy accounts(status: $status) { number } }',
      [recordAt('440000'), recordAt('430000')],
      {
        declare,
        variables: { status: 'SEALED' },
      },
    );

    expect(outcomes).toMatchObject([
      { value: { servedBy: '44', accounts: null }, errors: [notOffered(['accounts'], '440000')] },
      { value: { servedBy: '43', accounts: [{ number: 'n1' }, { number: 'n2' }] }, errors: [] },
    ]);
    expect(older.entityCalls().map(({ variables }) => variables)).toEqual([
      { representations: [recordAt('440000')] },
    ]);
  });

  it('sends nothing where nothing is offered', async () => {
    const { older, router } = await mixed();

    expect(await askForRecords(router, '... on Record { __typename grade }', [recordAt('440000')])).toEqual([
      {
        kind: 'entity',
        value: { __typename: 'Record', grade: null },
        errors: [notOffered(['grade'], '440000')],
      },
    ]);
    expect(older.entityCalls()).toEqual([]);
  });

  it('says only what is wrong with the record as a whole where it failed or is missing', async () => {
    const { router } = await mixed();

    expect(
      await askForRecords(router, '... on Record { servedBy grade }', [
        recordAt('440000', 'missing'),
        recordAt('440000', 'busy'),
      ]),
    ).toMatchObject([
      { kind: 'missing', error: { extensions: { code: 'NOT_FOUND' } } },
      { kind: 'failed', error: { extensions: { code: 'JURISDICTION_BUSY' } } },
    ]);
  });

  it('learns at once when a running place goes back a release, and asks again', async () => {
    const { newer, router } = await mixed();
    const simple = '... on Record { servedBy grade }';
    await askForRecords(router, simple, [recordAt('430000')]);

    newer.become(createRelease(OLDER_SDL, 'back'));
    const outcomes = await askForRecords(router, simple, [recordAt('430000')]);

    expect(outcomes).toEqual([
      {
        kind: 'entity',
        value: { servedBy: 'back', grade: null },
        errors: [notOffered(['grade'], '430000')],
      },
    ]);
    expect(newer.entityCalls().length).toBe(3);
  });

  it('gives up, once, where a place refuses what it says it offers', async () => {
    const { newer, router } = await mixed();
    newer.answerWith('{"errors":[{"message":"no","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}');

    expect(await askForRecords(router, '... on Record { grade }', [recordAt('430000')])).toMatchObject([
      {
        kind: 'failed',
        error: { extensions: { code: 'JURISDICTION_BAD_RESPONSE', origin: 'JURISDICTION' } },
      },
    ]);
    expect(newer.entityCalls().length).toBe(1);
  });
});
