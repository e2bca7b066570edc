/** What a subgraph said about keeping its answer; all times in seconds from its receipt. */
export interface CacheHints {
  /** Whether it is the same for every caller. */
  readonly isPublic: boolean;
  readonly freshSeconds: number;
  /** How old it was when it came. */
  readonly ageSeconds: number;
  /** How long after that it may be used while it is asked for anew. */
  readonly revalidateSeconds: number;
  /** How long after being fresh it may be used while it cannot be had anew. */
  readonly ifErrorSeconds: number;
  /** How long it counts that an entity is not there; 0: a subgraph has to say so by itself. */
  readonly absentSeconds: number;
}
