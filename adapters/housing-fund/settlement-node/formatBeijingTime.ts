/** UTC+8 the whole year, whatever the zone of our own host. */
const OFFSET_MS = 8 * 3_600_000;

/** `YYYYMMDDHHMMSS` in Beijing time. @param at - epoch ms. */
export function formatBeijingTime(at: number): string {
  return new Date(at + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}
