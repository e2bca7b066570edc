import { expect, it } from 'vitest';
import { boundEntry } from '../../../gateway/cache/boundEntry.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';

it('counts as fresh for as long as the settings of now say, whatever they were when it was kept', async () => {
  const store = new MemoryStore(1_000_000, () => 0);
  let time = 1_000_000;
  const now = () => time;
  const before = openCachedFetcher(store, { now });
  const after = openCachedFetcher(store, { now, maxAgeSeconds: 30 });
  await before.ask('a');

  time += 29_999;
  await after.ask('a');
  expect(after.takeAsked()).toEqual([]);
  time += 1;
  await after.ask('a');
  expect(after.takeAsked()).toEqual([['a']]);
});

it('counts as stale for as long as they say after that, and never longer than its subgraph said', () => {
  const entry = {
    stamp: 's',
    answeredAt: 4_000,
    keptAt: 5_000,
    freshUntil: 65_000,
    revalidateUntil: 75_000,
    ifErrorUntil: 665_000,
    outcome: { kind: 'none' as const },
  };

  expect(boundEntry(entry, { maxAgeSeconds: 30, staleSeconds: 20 })).toEqual({
    ...entry,
    freshUntil: 35_000,
    revalidateUntil: 45_000,
    ifErrorUntil: 55_000,
  });
  expect(boundEntry(entry, { maxAgeSeconds: 3_600, staleSeconds: 3_600 })).toEqual(entry);
});
