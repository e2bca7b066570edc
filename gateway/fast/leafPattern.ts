import { type GraphQLLeafType, isEnumType } from 'graphql';

/**
 * JSON texts that reading and writing again would not change, so that passing them on is the same as the general lane's
 * reading and writing. Bytes stand for characters here: those beyond ASCII never look like a quote.
 */
const CONTROL = '\\\\u00(?:0[0-7be-f]|1[0-9a-f])';
/** A string without escapes that another writer would write in another way. */
export const STRING = `"[^"\\\\\\x00-\\x1f]*(?:(?:\\\\["\\\\bfnrt]|${CONTROL})[^"\\\\\\x00-\\x1f]*)*"`;
/** What surely fits 32 bits. */
export const INT = '(?:0|-?(?:1\\d{9}|20\\d{8}|[1-9]\\d{0,8})(?!\\d))';
/** At most 15 digits, which a double holds exactly enough to give them back. */
const FLOAT = '(?:-?(?:[1-9]\\d{0,8}(?:\\.\\d{0,5}[1-9])?|0\\.\\d{0,4}[1-9])|0)(?![\\d.eE])';
const BOOLEAN = '(?:true|false)';

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ['Int', INT],
  ['Float', FLOAT],
  ['String', STRING],
  ['ID', STRING],
  ['Boolean', BOOLEAN],
]);

/** The pattern of a leaf's values; scalars of the schema's own may be strings, numbers or booleans here. */
export function leafPattern(type: GraphQLLeafType): string {
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return `"(?:${names.join('|')})"`;
  }
  return BUILT_IN.get(type.name) ?? `(?:${STRING}|${FLOAT}|${BOOLEAN})`;
}
