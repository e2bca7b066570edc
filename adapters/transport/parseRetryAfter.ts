const LONGEST_SECONDS = 3_600;

/**
 * Reads a `retry-after` header: seconds, or an HTTP date.
 *
 * @param nowMs - the wall clock, for the date form.
 * @returns whole seconds from 0 to 3600, or `undefined` where the header is absent or unreadable.
 * @see RFC 9110, 10.2.3
 */
export function parseRetryAfter(value: unknown, nowMs: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - nowMs) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
}
