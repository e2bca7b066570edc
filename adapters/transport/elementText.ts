const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/**
 * Writes a value as the text of an element, never of an attribute, for receivers that compare bytes and want no more
 * escaped than must be. What XML cannot carry, lone surrogates included, is left out.
 *
 * @see XML 1.0, 2.2 and 2.4
 */
export function elementText(value: string): string {
  return value
    .replace(NO_CHARACTER, '')
    .replace(/[&<>]/g, (character) => ESCAPES.get(character) ?? character);
}
