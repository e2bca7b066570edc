import type { CachedSubgraph } from './cacheSettings.ts';
import type { CacheEntry } from './entry/CacheEntry.ts';

/** An entry as it would have been kept under these settings: in a shared store it may come from before a restart, when others held. */
export function boundEntry(
  entry: CacheEntry,
  { maxAgeSeconds, staleSeconds }: Pick<CachedSubgraph, 'maxAgeSeconds' | 'staleSeconds'>,
): CacheEntry {
  const freshUntil = Math.min(entry.freshUntil, entry.keptAt + maxAgeSeconds * 1_000);
  const staleUntil = (until: number) => freshUntil + Math.min(until - entry.freshUntil, staleSeconds * 1_000);
  return {
    ...entry,
    freshUntil,
    revalidateUntil: staleUntil(entry.revalidateUntil),
    ifErrorUntil: staleUntil(entry.ifErrorUntil),
  };
}
