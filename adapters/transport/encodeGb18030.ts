import iconv from 'iconv-lite';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Encodes text in GB 18030, all of Unicode included; what it gives is also GBK where GBK has the characters.
 *
 * The bytes are decoded again and compared: nineteen private-use characters of older editions meanwhile have a place in
 * Unicode and would come back as another character.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for half a surrogate pair, U+FFFD, or a character that does not survive.
 */
export function encodeGb18030(text: string): Buffer {
  const bytes = iconv.encode(text, 'gb18030');
  const returned = new TextDecoder('gb18030', { ignoreBOM: true }).decode(bytes);
  if (returned === text && !text.includes('\uFFFD')) return bytes;
  throw new TongbanError('BAD_USER_INPUT', 'the text has a character that GB 18030 cannot carry');
}
