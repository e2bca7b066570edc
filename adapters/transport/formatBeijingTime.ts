/** UTC+8 the whole year, whatever the zone of our own host. */
const OFFSET_MS = 8 * 3_600_000;

/** Writes epoch ms as `YYYYMMDDHHMMSS` in Beijing time; fractions of a second are cut off. */
export function formatBeijingTime(epochMs: number): string {
  return new Date(epochMs + OFFSET_MS).toISOString().slice(0, 19).replace(/\D/g, '');
}
