/** Names of GraphQL, with dots and indices between them. */
const FIELD = /^[_A-Za-z]\w{0,63}(?:\.(?:[_A-Za-z]\w{0,63}|\d{1,4})){0,20}$/;
/** Numbers of people, files and accounts; no name of a field has so many digits. */
const NUMBER = /\d{5}/;
const MOST_FIELDS = 100;

/** The names of fields that an upstream's error tells, without all that may be something else; `undefined`: none are left. */
export function readFieldNames(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names: string[] = [];
  for (const name of value) {
    if (names.length >= MOST_FIELDS) break;
    if (typeof name === 'string' && FIELD.test(name) && !NUMBER.test(name)) names.push(name);
  }
  return names.length > 0 ? names : undefined;
}
