/** Looks a code up; new values may be added to any table at any time. */
export function translate<T extends string>(
  table: Readonly<Record<string, T>>,
  code: string | null,
): T | 'UNKNOWN' {
  if (code === null || !Object.hasOwn(table, code)) return 'UNKNOWN';
  return table[code] ?? 'UNKNOWN';
}
