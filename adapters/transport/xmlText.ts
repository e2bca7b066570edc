import { TongbanError } from '../../domain/TongbanError.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  // A parser would make a blank of these in an attribute, and a line feed of a carriage return anywhere.
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);
const NO_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Writes a value as the text of an element or, between either kind of quotes, of an attribute. What it gives can
 * neither end the place where it stands nor begin anything new.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for a character that XML 1.0 cannot carry; it is not quoted.
 * @see XML 1.0, 2.2 and 2.4
 */
export function xmlText(value: string): string {
  if (NO_CHARACTER.test(value)) {
    throw new TongbanError('BAD_USER_INPUT', 'a value has a character that XML cannot carry');
  }
  return value.replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES.get(character) ?? character);
}
