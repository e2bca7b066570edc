/** UTC+8 the whole year; the systems keep no summer time, and the zone of our own host does not matter. */
const OFFSET_MS = 8 * 3_600_000;

/**
 * Reads an instant of the form `YYYYMMDDHHMMSS` in Beijing time.
 *
 * @returns epoch ms.
 * @throws {RangeError} on another form or a moment that does not exist.
 */
export function parseBeijingTime(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  const iso = match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}.000Z` : '';
  const wallClockMs = Date.parse(iso);
  // Date.parse takes 24:00:00 and, in some engines, 31 November; neither comes out as it went in.
  if (Number.isNaN(wallClockMs) || new Date(wallClockMs).toISOString() !== iso) {
    throw new RangeError('not a moment of the form YYYYMMDDHHMMSS');
  }
  return wallClockMs - OFFSET_MS;
}
