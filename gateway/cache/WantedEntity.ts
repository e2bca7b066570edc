import type { CacheEntry } from './entry/CacheEntry.ts';

/** One entity of a fetch that may lie in the cache. */
export interface WantedEntity {
  /** Of its entry in the store. */
  readonly name: string;
  /** Of its tags in the store; the first begins `name`. */
  readonly tags: readonly string[];
  readonly representation: Readonly<Record<string, unknown>>;
  /** Six digits; `null` where its representation says none. */
  readonly place: string | null;
  /** Where it stands among the fetch's representations, ascending; several where equal ones were given. */
  readonly positions: readonly [number, ...number[]];
}

/** What the store holds about it. */
export interface FoundEntity {
  /** Versions of its tags; `null` where one of them has none yet, or the store was away. */
  readonly stamp: string | null;
  readonly entry: CacheEntry | null;
}
