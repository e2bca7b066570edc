const OFFSET_MS = 8 * 3_600_000;

/** Writes an instant as `YYYYMMDDHHMMSS` in Beijing time. */
export function formatBeijing(instant: number): string {
  return new Date(instant + OFFSET_MS)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '');
}

/** Reads `YYYYMMDDHHMMSS` in Beijing time; `NaN` for anything else. */
export function parseBeijing(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - OFFSET_MS;
}
