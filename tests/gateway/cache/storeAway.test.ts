import { expect, it } from 'vitest';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';

const away = () => Promise.reject(new Error('away'));

it.each([
  ['claim', { claim: away }],
  ['write', { write: away }],
])('what is not kept since the store fails to %s is counted as that', async (_, failing) => {
  const store = Object.assign(new MemoryStore(1_000_000), failing);
  const gateway = openCachedFetcher(store);
  await gateway.ask('a', 'b');
  // Nobody waits for what is stored.
  await new Promise((resolve) => setImmediate(resolve));

  expect(gateway.counts.take()).toEqual({ miss: 2, unavailable: 2 });
});
