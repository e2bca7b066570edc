import type { Rate } from './rateSettings.ts';

/** Units to be taken from one bucket. */
export interface Charge {
  /** Holds nothing personal. */
  readonly key: string;
  readonly rate: Rate;
  /** What is more than the bucket holds empties it. */
  readonly units: number;
}

/** A bucket that does not hold enough. */
export interface Shortage {
  readonly key: string;
  /** Until it will. */
  readonly waitMs: number;
}

/** Buckets that fill up by themselves, one for each key. */
export interface RateBuckets {
  /**
   * Takes from all buckets, or from none.
   *
   * @param group - what the buckets have in common: in a cluster they are kept together.
   * @returns the bucket that lacks most, `null` where all had enough. Never rejects.
   */
  take(group: string, charges: readonly Charge[]): Shortage | null | Promise<Shortage | null>;
}
