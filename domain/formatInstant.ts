/** Writes epoch milliseconds as ISO 8601 in UTC with whole seconds, as the schema's `DateTime` shows them. */
export function formatInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
