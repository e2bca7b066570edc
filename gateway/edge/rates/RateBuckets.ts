import type { Rate } from './rateSettings.ts';

/** Units to be taken from one bucket. */
export interface Charge {
  /** Holds nothing personal. */
  readonly key: string;
  /** In a cluster, buckets of one group are kept together; holds nothing personal. */
  readonly group: string;
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
   * @param charges - where groups must be asked one after the other, those named first are: the narrowest, since what is
   *   taken from them for a moment, until another group refuses, is missed by the fewest.
   * @returns the bucket that lacks most, `null` where all had enough. Never rejects.
   */
  take(charges: readonly Charge[]): Shortage | null | Promise<Shortage | null>;
}
