import { expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { openEntityCache } from '../../../gateway/cache/openEntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { GatewayMetrics } from '../../../gateway/metrics/GatewayMetrics.ts';
import { inFrontOf } from './support/inFrontOf.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';

const secretOf = (word: string) => Buffer.alloc(32, word);

it('finds nothing of what was kept by another secret, and drops it nevertheless when it changes', async () => {
  const store = new MemoryStore(1_000_000);
  const gateway = openCachedFetcher(store);
  const later = openCachedFetcher(store);
  await gateway.ask('a', 'b');
  gateway.takeAsked();

  gateway.cache.takeSecret(secretOf('two'));
  await gateway.ask('a');
  await gateway.ask('a');
  expect(gateway.takeAsked()).toEqual([['a']]);
  // A gateway that has the old secret still, and this one after a way back, must not answer what is true no more.
  await gateway.cache.invalidate([{ typename: 'Record', key: { id: 'a' } }], 'admin');
  await gateway.ask('a');
  gateway.cache.takeSecret(secretOf('one'));
  await gateway.ask('a', 'b');

  expect(gateway.takeAsked()).toEqual([['a'], ['a']]);
  await later.ask('b');
  expect(later.takeAsked()).toEqual([]);
  expect(() => gateway.cache.takeSecret(new Uint8Array(31))).toThrow(RangeError);
  expect([await gateway.ask('b'), gateway.takeAsked()]).toEqual([['balance of b'], []]);
});

it('drops what it kept for a person by any secret, when a mutation may have changed it', async () => {
  const gateway = openCachedFetcher(new MemoryStore(1_000_000));
  await gateway.ask('a');
  gateway.cache.takeSecret(secretOf('two'));
  await gateway.ask('a');
  gateway.takeAsked();

  await gateway.endUnsure();
  await gateway.ask('a');
  gateway.cache.takeSecret(secretOf('one'));
  await gateway.ask('a');

  expect(gateway.takeAsked()).toEqual([['a'], ['a']]);
});

it.each([
  { own: undefined, asked: [['a'], ['a']] },
  { own: secretOf('own').toString('base64'), asked: [['a']] },
])('has a secret of its own where one is given: $asked', async ({ own, asked }) => {
  const opened = openEntityCache({
    config: {
      cache: cacheSettings.parse({ subgraphs: { 'housing-fund': { scope: 'private' } }, secret: own }),
      contextSecret: secretOf('one'),
      deadlines: { requestMs: 5_000, jurisdictionMs: 5_000 },
    },
    redis: undefined,
    windows: new MaintenanceWindows([]),
    countersOf: () => new GatewayMetrics().countCache(),
    partitionField: () => 'jurisdiction',
    forgetReads: () => undefined,
  });
  if (opened === undefined) throw new Error('nothing is kept');
  const gateway = inFrontOf(opened.cache);
  await gateway.ask('a');

  opened.takeContextSecret(secretOf('two'));
  await gateway.ask('a');

  expect(gateway.takeAsked()).toEqual(asked);
  opened.close();
});
