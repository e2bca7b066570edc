/** Milliseconds that a data time may be ahead of a clock that is right. */
const MAX_AHEAD_MS = 24 * 3_600_000;

/**
 * Whether a data time is further in the future than clocks differ: a record that bears it would stand in the way of all
 * later ones, so no adapter lets it in.
 *
 * @param asOf - epoch ms, as the system says.
 * @param now - epoch ms, by a clock that is not the message's.
 */
export function isAhead(asOf: number, now: number): boolean {
  return asOf > now + MAX_AHEAD_MS;
}
