/** What is kept of one entity. */
export interface CacheEntry {
  /** Versions of its tags when it was asked for: it counts only while they are the same. */
  readonly stamp: string;
  /** Epoch ms when it was answered, upstream caches taken into account. */
  readonly answeredAt: number;
  /** Epoch ms when it was received. */
  readonly keptAt: number;
  /** Until when it is fresh, may be used while it is refreshed, and while it cannot be had anew; epoch ms. */
  readonly freshUntil: number;
  readonly revalidateUntil: number;
  readonly ifErrorUntil: number;
  /** `none` as an ordinary subgraph says it, `missing` as a jurisdiction does. */
  readonly outcome:
    | { readonly kind: 'entity'; readonly value: Record<string, unknown> }
    | { readonly kind: 'none' | 'missing' };
}
