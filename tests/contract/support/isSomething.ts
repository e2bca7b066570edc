/** Whether an entry tells anything: `null` and an empty list do not. */
export const isSomething = (entry: unknown): boolean =>
  Array.isArray(entry) ? entry.length > 0 : entry !== null;
