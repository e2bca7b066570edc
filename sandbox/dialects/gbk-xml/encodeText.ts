import iconv from 'iconv-lite';
import type { GbkXmlOptions } from './GbkXmlOptions.ts';
import { isOutsideGbk } from './isOutsideGbk.ts';
import { PRIVATE_USE_CHARACTERS } from './privateUseCharacters.ts';

/** The bytes that a site writes for a text; what it does with characters outside GBK is its choice. */
export function encodeText(text: string, rareCharacters: GbkXmlOptions['rareCharacters']): Buffer {
  return iconv.encode(
    rareCharacters === 'gb18030' ? text : withoutRare(text, rareCharacters === 'private-use'),
    'gb18030',
  );
}

function withoutRare(text: string, hasOwnCodes: boolean): string {
  return Array.from(text, (character) => {
    if (!isOutsideGbk(character)) return character;
    return (hasOwnCodes ? PRIVATE_USE_CHARACTERS.get(character) : undefined) ?? '?';
  }).join('');
}
