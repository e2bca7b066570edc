const OFFSET_MS = 8 * 3_600_000;

/** Writes a moment as `YYYYMMDDHHMMSS` in Beijing time. @param epochMs - whole seconds count. */
export function formatBeijingMoment(epochMs: number): string {
  return new Date(epochMs + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}
