/** Looks a code up; systems add values to their tables without notice. */
export function translate<T extends string>(table: Readonly<Record<string, T>>, code: string): T | 'UNKNOWN' {
  return (Object.hasOwn(table, code) ? table[code] : undefined) ?? 'UNKNOWN';
}
