import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { PROVINCES } from '../../../domain/provinces.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import {
  createPartitionRouter,
  type PartitionRouter,
} from '../../../gateway/partition/createPartitionRouter.ts';
import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';
import { createEntityFetch } from './createEntityFetch.ts';
import { createTestClient } from './createTestClient.ts';
import { createTestContext } from './createTestContext.ts';
import { eventually } from './eventually.ts';
import { createRelease, NEWER_SDL, OLDER_SDL } from './releases.ts';
import { type ServedEndpoint, serveEndpoint } from './serveEndpoint.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(name: string, sdl = NEWER_SDL): Promise<ServedEndpoint> {
  const served = await serveEndpoint(createRelease(sdl, name));
  closing.push(served.close);
  return served;
}

async function serveAll(prefixes: readonly string[]): Promise<Map<string, ServedEndpoint>> {
  return new Map(await Promise.all(prefixes.map(async (prefix) => [prefix, await serve(prefix)] as const)));
}

function tableOf(endpoints: Iterable<readonly [string, ServedEndpoint]>): PartitionTable {
  return new PartitionTable(
    new Map([['housing-fund', new Map([...endpoints].map(([p, { url }]) => [p, url]))]]),
  );
}

function route(table: () => PartitionTable, client = createTestClient()): PartitionRouter {
  const router = createPartitionRouter({
    client,
    partitions: { table, close: () => undefined },
    firstUseMs: 5_000,
  });
  closing.push(client.close, router.close);
  return router;
}

interface AskOptions {
  readonly declare?: string;
  readonly variables?: Record<string, unknown>;
  readonly context?: GatewayRequestContext;
  readonly signal?: AbortSignal;
}

function ask(
  router: PartitionRouter,
  selection: string,
  representations: readonly Record<string, unknown>[],
  options: AskOptions = {},
) {
  const { context = createTestContext(), declare = '', variables = {} } = options;
  const fetch = createEntityFetch(selection, representations, { declare, variables });
  const fetcher = router.fetcherFor('housing-fund');
  if (!fetcher) throw new Error('not partitioned');
  return fetcher.fetchEntities(fetch, context, options.signal ?? context.signal);
}

const record = (jurisdiction: string, holderId = 'h') => ({ __typename: 'Record', jurisdiction, holderId });

const notOffered = (path: (string | number)[], jurisdiction: string) => ({
  message: 'This place does not offer this field',
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

describe('the partition router', () => {
  it('knows which services are partitioned', async () => {
    const router = route(() => tableOf([]));

    expect(router.fetcherFor('people')).toBeUndefined();
    expect(router.fetcherFor('housing-fund')).toBe(router.fetcherFor('housing-fund'));
  });

  it('asks each place once, for distinct records, and answers in the order asked', async () => {
    const endpoints = await serveAll(['11', '43', '4307', '44']);
    const router = route(() => tableOf(endpoints));
    const places = fc.constantFrom('110000', '430000', '430100', '430700', '430702', '440000');
    const asked = fc.array(
      fc.tuple(places, fc.constantFrom('a', 'b', 'c')).map((pair) => record(...pair)),
      { minLength: 1 },
    );

    await fc.assert(
      fc.asyncProperty(asked, async (representations) => {
        for (const { received } of endpoints.values()) received.length = 0;

        const outcomes = await ask(
          router,
          '... on Record { jurisdiction holderId servedBy }',
          representations,
        );

        expect(outcomes).toEqual(
          representations.map(({ jurisdiction, holderId }) => ({
            kind: 'entity',
            value: {
              jurisdiction,
              holderId,
              servedBy: jurisdiction.startsWith('4307') ? '4307' : jurisdiction.slice(0, 2),
            },
            errors: [],
          })),
        );
        for (const [prefix, endpoint] of endpoints) {
          const sent = endpoint.entityCalls().flatMap(({ variables }) => variables['representations']);
          const due = representations.filter(
            ({ jurisdiction }) => router.table().endpointFor('housing-fund', jurisdiction).prefix === prefix,
          );
          expect(endpoint.entityCalls().length).toBe(due.length > 0 ? 1 : 0);
          expect(sent).toEqual([...new Map(due.map((one) => [JSON.stringify(one), one])).values()]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('gives equal records values of their own', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));
    const [first, second] = await ask(router, '... on Record { holderId }', [
      record('430000'),
      record('430000'),
    ]);

    expect(first).toEqual(second);
    expect(first?.kind === 'entity' && second?.kind === 'entity' && first.value === second.value).toBe(false);
  });

  it('splits what is too large for one call', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));
    const many = Array.from({ length: 1_001 }, (_, index) => record('430000', `h${index}`));

    const outcomes = await ask(router, '... on Record { holderId }', many);

    expect(outcomes.map((outcome) => outcome.kind === 'entity' && outcome.value['holderId'])).toEqual(
      many.map(({ holderId }) => holderId),
    );
    expect(served.entityCalls().map(({ variables }) => variables['representations'])).toEqual(
      expect.arrayContaining([many.slice(0, 500), many.slice(500, 1_000), many.slice(1_000)]),
    );
  });

  it('leaves 30 answers identical when one of 31 places is down', async () => {
    const mainland = PROVINCES.filter(({ mainland31 }) => mainland31);
    const endpoints = await serveAll(mainland.map(({ code2 }) => code2));
    const representations = mainland.flatMap(({ code }) => [record(code, 'a'), record(code, 'b')]);
    const selection = '... on Record { jurisdiction holderId servedBy accounts { number balance } }';
    const router = route(() => tableOf(endpoints));
    const before = await ask(router, selection, representations);

    await endpoints.get('43')?.close();
    const after = await ask(router, selection, representations);

    expect(mainland).toHaveLength(31);
    for (const [index, { jurisdiction }] of representations.entries()) {
      if (jurisdiction !== '430000') expect(JSON.stringify(after[index])).toBe(JSON.stringify(before[index]));
    }
    const failed = {
      kind: 'failed',
      error: {
        message: 'The system of this place cannot be reached',
        path: [],
        extensions: {
          code: 'JURISDICTION_UNAVAILABLE',
          origin: 'NETWORK',
          jurisdiction: '430000',
          service: 'housing-fund',
          retryable: true,
          traceId: 'request-1',
        },
      },
    };
    expect(after.filter(({ kind }) => kind !== 'entity')).toEqual([failed, failed]);
  });

  it('tells what is missing, busy, not connected and misspelt, each at its own place', async () => {
    const served = await serve('43');
    const router = route(() => tableOf([['43', served]]));

    const outcomes = await ask(router, '... on Record { servedBy }', [
      record('430000', 'missing'),
      record('650000'),
      record('43'),
      record('430000', 'busy'),
      record('430000'),
    ]);

    const said = (code: string, jurisdiction: string | undefined) => ({
      path: [],
      extensions: {
        code,
        ...(jurisdiction ? { jurisdiction } : {}),
        service: 'housing-fund',
        traceId: 'request-1',
      },
    });
    expect(outcomes).toMatchObject([
      { kind: 'missing', error: said('NOT_FOUND', '430000') },
      { kind: 'failed', error: said('JURISDICTION_NOT_CONNECTED', '650000') },
      { kind: 'failed', error: said('BAD_USER_INPUT', undefined) },
      {
        kind: 'failed',
        error: { ...said('JURISDICTION_BUSY', '430000'), extensions: { retryAfter: 3, retryable: true } },
      },
      { kind: 'entity', value: { servedBy: '43' }, errors: [] },
    ]);
    expect(JSON.stringify(outcomes[2])).not.toContain('jurisdiction":"');
  });

  it('takes an endpoint that answers nonsense as that endpoint alone', async () => {
    const [good, bad] = [await serve('43'), await serve('44')];
    bad.answerWith('{"data":{"_entities":[{},{}]}}');
    const router = route(() =>
      tableOf([
        ['43', good],
        ['44', bad],
      ]),
    );

    expect(
      await ask(router, '... on Record { servedBy }', [record('440000'), record('430000')]),
    ).toMatchObject([
      {
        kind: 'failed',
        error: { extensions: { code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '440000' } },
      },
      { kind: 'entity', value: { servedBy: '43' } },
    ]);
  });

  describe('when a place does not answer', () => {
    async function askWithOneSilent() {
      const [good, silent] = [await serve('43'), await serve('44')];
      silent.answerWith(null);
      const client = createTestClient();
      const router = route(
        () =>
          tableOf([
            ['44', silent],
            ['43', good],
          ]),
        client,
      );
      const gone = new AbortController();
      const outcomes = ask(router, '... on Record { servedBy }', [record('440000'), record('430000')], {
        signal: gone.signal,
      });
      outcomes.catch(() => undefined);
      await eventually(() =>
        expect([good.entityCalls().length, silent.entityCalls().length]).toEqual([1, 1]),
      );
      return { outcomes, gone, silent, client };
    }

    it('ends the call when the client is gone', async () => {
      const { outcomes, gone, silent } = await askWithOneSilent();

      gone.abort(new Error('client gone'));

      await expect(outcomes).rejects.toThrow('client gone');
      await eventually(() => expect(silent.abandoned.count).toBe(1));
    });

    it('delivers the others at the deadline', async () => {
      const { outcomes, gone, silent, client } = await askWithOneSilent();

      await eventually(() => expect(client.answered.map(({ operation }) => operation)).toContain('entities'));
      gone.abort(new TongbanError('DEADLINE_EXCEEDED', 'out of time'));

      expect(await outcomes).toMatchObject([
        { kind: 'failed', error: { extensions: { code: 'DEADLINE_EXCEEDED', jurisdiction: '440000' } } },
        { kind: 'entity', value: { servedBy: '43' } },
      ]);
      await eventually(() => expect(silent.abandoned.count).toBe(1));
    });
  });

  describe('with places one release apart', () => {
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

      const outcomes = await ask(router, selection, [record('440000'), record('430000')], {
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

      const outcomes = await ask(
        router,
        '... on Record { servedBy accounts(status: $status) { number } }',
        [record('440000'), record('430000')],
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
        { representations: [record('440000')] },
      ]);
    });

    it('sends nothing where nothing is offered', async () => {
      const { older, router } = await mixed();

      expect(await ask(router, '... on Record { __typename grade }', [record('440000')])).toEqual([
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
        await ask(router, '... on Record { servedBy grade }', [
          record('440000', 'missing'),
          record('440000', 'busy'),
        ]),
      ).toMatchObject([
        { kind: 'missing', error: { extensions: { code: 'NOT_FOUND' } } },
        { kind: 'failed', error: { extensions: { code: 'JURISDICTION_BUSY' } } },
      ]);
    });

    it('learns at once when a running place goes back a release, and asks again', async () => {
      const { newer, router } = await mixed();
      const simple = '... on Record { servedBy grade }';
      await ask(router, simple, [record('430000')]);

      newer.become(createRelease(OLDER_SDL, 'back'));
      const outcomes = await ask(router, simple, [record('430000')]);

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

      expect(await ask(router, '... on Record { grade }', [record('430000')])).toMatchObject([
        {
          kind: 'failed',
          error: { extensions: { code: 'JURISDICTION_BAD_RESPONSE', origin: 'JURISDICTION' } },
        },
      ]);
      expect(newer.entityCalls().length).toBe(1);
    });
  });

  it('keeps one table for the whole life of a request', async () => {
    const [old, fresh] = [await serve('old'), await serve('fresh')];
    let table = tableOf([['43', old]]);
    const router = route(() => table);
    const [early, late] = [createTestContext(), createTestContext()];
    const servedBy = async (context: typeof early) => {
      const [outcome] = await ask(router, '... on Record { servedBy }', [record('430000')], { context });
      return outcome?.kind === 'entity' ? outcome.value['servedBy'] : outcome;
    };

    const before = await servedBy(early);
    table = tableOf([['43', fresh]]);

    expect([before, await servedBy(early), await servedBy(late)]).toEqual(['old', 'old', 'fresh']);
  });
});
