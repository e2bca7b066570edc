import { BUCKET_BOUNDS, BUCKETS, type Measures } from './measures.ts';

/** Working days as far as a bucket tells: more than `over`, at most `atMost`. */
export interface WorkingDayBounds {
  /** `null` for the first bucket. */
  readonly over: number | null;
  /** `null` for the last one. */
  readonly atMost: number | null;
}

export function boundsOfBucket(index: number): WorkingDayBounds {
  return { over: BUCKET_BOUNDS[index - 1] ?? null, atMost: BUCKET_BOUNDS[index] ?? null };
}

/**
 * The bucket that holds a quantile of the durations by nearest rank: that of the shortest duration which so many do not
 * exceed.
 *
 * @param share - above 0, at most 1.
 * @returns `null` where nothing was decided.
 */
export function durationQuantile(measures: Measures, share: number): WorkingDayBounds | null {
  const counts = BUCKETS.map((bucket) => measures[bucket]);
  const rank = Math.ceil(share * decidedOf(measures));
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (rank > 0 && seen >= rank) return boundsOfBucket(index);
  }
  return null;
}

/** How many were granted or refused after they had been accepted. */
export function decidedOf(measures: Measures): number {
  let decided = 0;
  for (const bucket of BUCKETS) decided += measures[bucket];
  return decided;
}
