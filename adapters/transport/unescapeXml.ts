import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { badResponse } from './badResponse.ts';

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
/** A reference, or an ampersand that begins none. */
const REFERENCE = /&(?:#(\d{1,7});|#x([\da-fA-F]{1,6});|(\w{1,8});)?/g;
const CHARACTER = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]$/u;

/**
 * Resolves the five names and the numeric references that XML has without a document type, and nothing else.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for another entity or a bare ampersand, `BAD_ENCODING` for a number
 *   that is no character, U+FFFD included.
 */
export function unescapeXml(text: string, jurisdiction: DivisionCode): string {
  if (!text.includes('&')) return text;

  return text.replace(REFERENCE, (_match, decimal?: string, hexadecimal?: string, name?: string) => {
    const named = NAMED.get(name ?? '');
    if (named !== undefined) return named;
    if (decimal === undefined && hexadecimal === undefined) {
      throw badResponse(jurisdiction, 'uses an entity in XML that nobody declared');
    }
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
    const character = codePoint <= 0x10_ffff ? String.fromCodePoint(codePoint) : '';
    if (!CHARACTER.test(character)) {
      throw new TongbanError('BAD_ENCODING', `${jurisdiction} sent a reference in XML that is no character`, {
        jurisdiction,
      });
    }
    return character;
  });
}
