import { isAscii, isUtf8 } from 'node:buffer';
import type { PostAnswer } from './PostAnswer.ts';

/** Of a header that was sent twice the first one counts. */
const CHARSET = /;\s*charset\s*=\s*["']?([^\s;,"']+)/i;
const UTF8 = /^utf-?8$/i;

/**
 * Whether the bytes of an answer are UTF-8 and not said to be something else: many characters of GBK are others in UTF-8 by chance, and
 * a name that consists of them would be taken for another one.
 */
export function isInUtf8({ contentType = '', body }: PostAnswer): boolean {
  const charset = CHARSET.exec(contentType)?.[1];
  // ASCII is the same in all charsets that a server names by mistake.
  return charset === undefined || UTF8.test(charset) ? isUtf8(body) : isAscii(body);
}
