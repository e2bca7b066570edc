import { expect, it } from 'vitest';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';

it.each([
  ['claim', (store: MemoryStore, fail: () => Promise<never>) => void (store.claim = fail)],
  ['write', (store: MemoryStore, fail: () => Promise<never>) => void (store.write = fail)],
])('what is not kept since the store fails to %s is counted as that', async (_, spoil) => {
  const store = new MemoryStore(1_000_000);
  spoil(store, () => Promise.reject(new Error('away')));
  const gateway = openCachedFetcher(store);
  await gateway.ask('a', 'b');
  // Nobody waits for what is stored.
  await new Promise((resolve) => setImmediate(resolve));

  expect(gateway.counts.take()).toEqual({ miss: 2, unavailable: 2 });
});
