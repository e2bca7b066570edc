import { cacheSettings } from '../../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../../gateway/cache/EntityCache.ts';
import type { CacheStore } from '../../../../gateway/cache/store/CacheStore.ts';
import { GuardedStore } from '../../../../gateway/cache/store/GuardedStore.ts';
import { MaintenanceWindows } from '../../../../gateway/maintenance/MaintenanceWindows.ts';
import { CountedCache } from './CountedCache.ts';
import { type FrontedSubgraph, inFrontOf } from './inFrontOf.ts';

/** One gateway's cache in front of a subgraph that knows every id. */
export interface CachedFetcher extends FrontedSubgraph {
  readonly cache: EntityCache;
  readonly counts: CountedCache;
  /** Whether the store, away for so many ms, was left alone: asked a few times, then now and then. Counts anew. */
  wasSpared(sinceMs: number): boolean;
}

const FAILURES = 5;
const PAUSE_MS = 100;

interface CachedFetcherOptions {
  readonly secret?: string;
  readonly cacheControl?: string;
  readonly timeoutMs?: number;
  readonly maxAgeSeconds?: number;
  /** Epoch ms. */
  readonly now?: () => number;
}

export function openCachedFetcher(
  store: CacheStore,
  {
    secret = 'one',
    cacheControl = 'private, max-age=60',
    timeoutMs = 30,
    maxAgeSeconds,
    now,
  }: CachedFetcherOptions = {},
): CachedFetcher {
  const counts = new CountedCache();
  let reads = 0;
  const counted: CacheStore = {
    read: (keys) => {
      reads += 1;
      return store.read(keys);
    },
    write: (...args) => store.write(...args),
    claim: (...args) => store.claim(...args),
    prolong: (...args) => store.prolong(...args),
    remove: (keys) => store.remove(keys),
  };
  const cache = new EntityCache({
    settings: cacheSettings.parse({ subgraphs: { 'housing-fund': { scope: 'private', maxAgeSeconds } } }),
    secret: Buffer.alloc(32, secret),
    store: new GuardedStore(counted, { timeoutMs, failures: FAILURES, pauseMs: PAUSE_MS }),
    windows: new MaintenanceWindows([]),
    observer: counts,
    partitionField: () => 'jurisdiction',
    ...(now && { now }),
  });
  return {
    ...inFrontOf(cache, cacheControl),
    cache,
    counts,
    wasSpared: (sinceMs) => {
      const asked = reads;
      reads = 0;
      return asked <= FAILURES + Math.ceil(sinceMs / PAUSE_MS);
    },
  };
}
