/** UTC+8 the whole year; the systems keep no summer time, and the zone of our own host does not matter. */
const OFFSET_MS = 8 * 3_600_000;
const FORMS = [
  /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/,
] as const;

/**
 * Reads `YYYYMMDDHHMMSS` or `YYYY-MM-DD HH:mm:ss` in Beijing time.
 *
 * @returns epoch ms.
 * @throws {RangeError} on another form or a moment that does not exist.
 */
export function parseBeijingTime(text: string): number {
  const [, year, month, day, hour, minute, second] =
    FORMS.map((form) => form.exec(text)).find((match) => match !== null) ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const wallClockMs = Date.parse(iso);
  // Date.parse takes 24:00:00 and 31 November; neither comes out as it went in.
  if (Number.isNaN(wallClockMs) || new Date(wallClockMs).toISOString() !== iso) {
    throw new RangeError('not a moment of the form YYYYMMDDHHMMSS or YYYY-MM-DD HH:mm:ss');
  }
  return wallClockMs - OFFSET_MS;
}
