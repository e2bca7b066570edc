/** The longest pause that anybody is asked to make: a date that is wrong must not silence us for years. */
const LONGEST_SECONDS = 3_600;

/**
 * Seconds from one moment until another that a system names as its return, at most an hour.
 *
 * @param end - epoch ms; `null` where the system names none.
 * @returns `null` where nothing is named, or what has passed: that tells nothing about when to come back.
 */
export function secondsUntil(end: number | null, at: number): number | null {
  if (end === null || end <= at) return null;
  return Math.min(Math.ceil((end - at) / 1_000), LONGEST_SECONDS);
}
