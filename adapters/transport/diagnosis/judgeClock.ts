import type { Finding } from './Finding.ts';

/** A difference that costs nothing, but says that somebody's time service does not work. */
const FLAGGED_MS = 30_000;

export interface ClockReading {
  /** What the system's clock said, epoch ms; `null` where it did not tell. */
  readonly theirs: number | null;
  /** Ours at that moment, epoch ms. */
  readonly ours: number;
  /** Where theirs was read: `Date header`. */
  readonly source: string;
  /** Difference from which on the system refuses us, ms; `null` where the dialect knows none. */
  readonly limitMs: number | null;
}

/** Compares two clocks; flagged above 30 s, failed above the dialect's limit. */
export function judgeClock({ theirs, ours, source, limitMs }: ClockReading): Finding {
  if (theirs === null)
    return { check: 'clock', outcome: 'NOTED', found: `the system shows no clock (${source})` };

  const seconds = Math.round((theirs - ours) / 1_000);
  const difference =
    Math.abs(seconds) <= 1
      ? 'agrees with ours'
      : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ours`;
  const limit = limitMs === null ? '' : `; the system refuses beyond ${limitMs / 1_000} s`;
  const found = `${difference} by its ${source}${limit}`;
  const next = 'let this machine and the system keep time by the same NTP service';
  if (limitMs !== null && Math.abs(theirs - ours) > limitMs)
    return { check: 'clock', outcome: 'FAILED', found, next };
  return Math.abs(theirs - ours) > FLAGGED_MS
    ? { check: 'clock', outcome: 'NOTED', found, next }
    : { check: 'clock', outcome: 'PASSED', found };
}
