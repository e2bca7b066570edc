import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { redisServer, withRedis } from '../../support/withRedis.ts';
import { fastFederation } from './fastFederation.ts';
import { plainWorld } from './plainWorld.ts';
import { type Lanes, startLanes } from './startLanes.ts';

const QUERY = '{ persons { name strict { jurisdiction note } score } }';
/** Records that Hunan allows at once. */
const BURST = 18;

const recordsIn = (...jurisdictions: readonly string[]) => ({
  ...plainWorld,
  persons: [
    {
      id: '1',
      name: '张三',
      kind: 'ONE',
      records: jurisdictions.map((jurisdiction, id) => ({ jurisdiction, id: `${id}` })),
    },
  ],
});

describe('what places allow', () => {
  const redis = withRedis();
  const state = { world: plainWorld, isHanging: false };
  let change = (body: string): string => body;
  let lanes: Lanes;

  const answering = (name: string, subgraph: TestSubgraph): TestSubgraph => ({
    ...subgraph,
    intercept: ({ query }, response) => {
      if (name !== 'records' || query.includes('_service')) return;
      const end = response.end.bind(response);
      response.end = (body: unknown) => end(change(String(body)));
    },
  });
  const start = async (settings: Readonly<Record<string, unknown>>) => {
    state.world = recordsIn();
    lanes = await startLanes(fastFederation(state, answering), [QUERY], settings);
  };
  const ask = async () => {
    const before = await lanes.count('fast');
    const ours = timeless(await lanes.ask(lanes.fast, QUERY));
    return {
      ours,
      theirs: timeless(await lanes.ask(lanes.general, QUERY)),
      isFast: (await lanes.count('fast')) > before,
    };
  };

  beforeEach(() => {
    change = (body) => body;
  });

  afterEach(() => lanes?.close());

  it('asks no place that is in maintenance, and splices what the others answered', async () => {
    const always = { from: '2020-01-01T00:00:00+08:00', to: '2090-01-01T00:00:00+08:00' };
    const later = { from: '2080-01-01T00:00:00+08:00', to: '2090-01-01T00:00:00+08:00' };
    await start({
      maintenance: [
        { division: '31', ...always },
        { division: '43', ...later },
      ],
    });
    state.world = recordsIn('310000', '430000', '310000');

    const { ours, theirs, isFast } = await ask();

    expect(ours).toEqual(theirs);
    expect(isFast).toBe(true);
    expect(JSON.parse(ours.body)).toMatchObject({
      data: { persons: [{ strict: [{ note: null }, { note: 'a' }, { note: null }], score: 1 }] },
      errors: [0, 2].map((index) => ({
        path: ['persons', 0, 'strict', index],
        extensions: {
          retryAfter: 0,
          code: 'JURISDICTION_UNAVAILABLE',
          jurisdiction: '310000',
          fields: ['note'],
        },
      })),
    });
  });

  it('counts what a place is asked once, whoever answers: by itself', () => countOnce({}, BURST / 2));

  it.skipIf(redisServer === null)(
    'counts what a place is asked once, whoever answers: through Redis, with the other one',
    () => countOnce({ redis: { url: redis.server().url } }, BURST),
  );

  async function countOnce(settings: Readonly<Record<string, unknown>>, burst: number): Promise<void> {
    await start({ ...settings, rates: { places: { '43': { total: { perMinute: 1, burst } } } } });
    state.world = recordsIn('430000', '430000', '430000', '310000');

    const plain = await ask();
    change = (body) => JSON.stringify(JSON.parse(body), null, 1);
    const mended = await ask();
    change = (body) => body.replace(/"_entities":\[\{[^{}]*\}/, '"_entities":[null');
    const left = await ask();
    change = (body) => body;
    const refused = await ask();

    expect([plain, mended, left, refused].map(({ isFast }) => isFast)).toEqual([true, true, false, true]);
    for (const { ours, theirs } of [plain, mended, left, refused]) expect(ours).toEqual(theirs);
    for (const { ours } of [plain, mended, left]) expect(ours.body).not.toContain('RATE_LIMITED');
    expect(JSON.parse(refused.ours.body)).toMatchObject({
      data: { persons: [{ strict: [{ note: null }, { note: null }, { note: null }, { note: 'a' }] }] },
      errors: [0, 1, 2].map((index) => ({
        path: ['persons', 0, 'strict', index],
        extensions: { code: 'RATE_LIMITED', retryAfter: 0 },
      })),
    });
  }
});

/** Seconds may pass between two questions. */
const timeless = <T extends { readonly body: string }>(answer: T): T => ({
  ...answer,
  body: answer.body.replaceAll(/"retryAfter":\d+/g, '"retryAfter":0'),
});
