/** Fewer cases than this are never told to outsiders, nor that there are none. */
const SMALLEST = 5;
/** What outsiders are told is a multiple of this. */
const STEP = 5;
/** Fewer durations than this say too much of single cases. */
const SMALLEST_SAMPLE = 10;

export interface PublishedCount {
  /** `null` where it is suppressed. */
  readonly value: number | null;
  readonly suppressed: boolean;
}

/** How figures are told: as they are, or so that no single case shows. */
export interface Publication {
  count(value: number): PublishedCount;
  /** Whether a median or p90 of so many may be told. */
  mayDescribe(decided: number): boolean;
}

/** For offices about their own cases, and for whoever is trusted with all of them. */
export const EXACT: Publication = {
  count: (value) => ({ value, suppressed: false }),
  mayDescribe: () => true,
};

/**
 * For everybody else. A count under 5 is withheld, and every other one is rounded to a multiple of 5, totals too: so a total
 * less its other parts, or one answer less another, never leaves a withheld one, only a range of it.
 */
export const ROUNDED: Publication = {
  count: (value) =>
    value < SMALLEST
      ? { value: null, suppressed: true }
      : { value: Math.round(value / STEP) * STEP, suppressed: false },
  mayDescribe: (decided) => decided >= SMALLEST_SAMPLE,
};
