/** Whether JSON can say a value that came as JSON: a number too large for a double was read as one that is written as `null`. */
export function hasText(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasText);
}
