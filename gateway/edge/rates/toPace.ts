import type { Charge } from './RateBuckets.ts';

/** A charge in time: how much of it the units stand for, and how much a full bucket holds. */
export interface Pace {
  readonly takesMs: number;
  readonly holdsMs: number;
}

const MINUTE_MS = 60_000;

/**
 * @param share - gateways among which the rate is divided.
 * @returns `null` for a rate that lets nothing through.
 */
export function toPace(
  { rate: { perMinute, burst = perMinute }, units }: Charge,
  share: number,
): Pace | null {
  if (perMinute === 0) return null;
  const unitMs = (MINUTE_MS / perMinute) * share;
  const held = Math.max(1, burst / share);
  return { takesMs: Math.min(units, held) * unitMs, holdsMs: held * unitMs };
}
