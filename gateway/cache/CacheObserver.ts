/** How a wanted entity was found: fresh, stale, not, not looked for, or not because the store was away. */
export type LookupOutcome = 'hit' | 'stale' | 'miss' | 'bypass' | 'unavailable';

/** What became of an answer that was asked for: kept, not to be kept by its hints, too large, or the store was away. */
export type StoreOutcome = 'kept' | 'not-allowed' | 'too-large' | 'unavailable';

/** Told what the cache does; implementations must be cheap and must not throw. */
export interface CacheObserver {
  onLookup(service: string, outcome: LookupOutcome, entities: number): void;
  onStore(service: string, outcome: StoreOutcome): void;
  /** Something was given to a client that is not fresh. */
  onStale(service: string, reason: string): void;
  /** Entities were told to have changed; `untold`, beside the other two: other gateways cannot be told as yet. */
  onInvalidation(
    source: 'mutation' | 'admin' | 'channel',
    outcome: 'done' | 'unavailable' | 'untold',
    entities: number,
  ): void;
}
