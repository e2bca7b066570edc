const MOST_LEVELS = 16;

/**
 * JSON with names sorted at every depth and without members that are `null` or empty text, as it is signed.
 *
 * @throws {RangeError} on more than 16 levels.
 */
export function canonicalJson(value: unknown, level = 0): string {
  if (level > MOST_LEVELS) throw new RangeError(`more than ${MOST_LEVELS} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, level + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member, level + 1)}`);
  return `{${members.join(',')}}`;
}
