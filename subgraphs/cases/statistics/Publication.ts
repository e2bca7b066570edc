/** Fewer cases than this are never told to outsiders, nor that there are none. */
const SMALLEST = 5;
/** What outsiders are told is a multiple of this. */
const STEP = 5;
/** Fewer durations than this say too much of single cases. */
const SMALLEST_SAMPLE = 10;
/** Scale of the noise: within 2 of the truth three times of four, and never surely within anything. */
const NOISE_SCALE = 2;

export interface PublishedCount {
  /** `null` where it is suppressed. */
  readonly value: number | null;
  readonly suppressed: boolean;
}

/** How figures are told: as they are, or so that no single case shows. */
export interface Publication {
  /** @param cases - which cases these are: the same text for the same ones. */
  count(value: number, cases: string): PublishedCount;
  /** Whether a median or p90 of so many may be told. */
  mayDescribe(decided: number): boolean;
}

/** For offices about their own cases, and for whoever is trusted with all of them. */
export const EXACT: Publication = {
  count: (value) => ({ value, suppressed: false }),
  mayDescribe: () => true,
};

/**
 * For everybody else. A count under 5 is withheld; every other one, totals too, is moved by noise and rounded. Rounding alone
 * would not do: a total less its other parts, all at the ends of their ranges, can leave one value only. The noise has no
 * bound, so nothing ever follows for certain; and it hangs on the cases that are counted alone, so that asking for the same
 * ones again, in whatever words, never averages it out.
 *
 * @param digest - keyed; nobody else can tell the noise of a set of cases.
 */
export function createNoisy(digest: (texts: readonly string[]) => Buffer): Publication {
  return {
    count: (value, cases) => {
      const moved = value < SMALLEST ? 0 : value + noiseOf(digest(['statistics', cases]));
      const rounded = Math.round(moved / STEP) * STEP;
      return rounded < SMALLEST ? { value: null, suppressed: true } : { value: rounded, suppressed: false };
    },
    mayDescribe: (decided) => decided >= SMALLEST_SAMPLE,
  };
}

/** Two-sided geometric, as differential privacy has it. */
function noiseOf(bytes: Buffer): number {
  const uniform = (bytes.readUIntBE(0, 6) + 1) / (2 ** 48 + 1);
  const size = Math.floor(-Math.log(uniform) * NOISE_SCALE);
  return bytes.readUInt8(6) % 2 === 0 ? size : -size;
}
