/** Looks a code up; new values may be added to any table of this dialect at any time. */
export function translate<T extends string>(table: Readonly<Record<string, T>>, code: string): T | 'UNKNOWN' {
  return (Object.hasOwn(table, code) ? table[code] : undefined) ?? 'UNKNOWN';
}
