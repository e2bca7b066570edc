/**
 * Writes JSON in the one form that both sides sign: names of objects in order of code units, fields that are `null` or
 * empty left out at every depth, no white space.
 *
 * Not by `JSON.stringify` of a sorted copy, which would put names that look like numbers first.
 *
 * @see docs/dialects/national-cipher.md, 3
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);

  const fields = Object.entries(value)
    .filter(([, field]) => field !== null && field !== undefined && field !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
