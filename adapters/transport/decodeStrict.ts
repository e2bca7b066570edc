import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Charset } from './charset.ts';
import { findBadSequence } from './findBadSequence.ts';
import { findUtf8Evidence } from './findUtf8Evidence.ts';

/** How to read the bytes. */
interface Reading {
  readonly charset: Charset;
  /** Named in the error. */
  readonly jurisdiction: DivisionCode;
}

/**
 * Decodes bytes in exactly one charset and never puts U+FFFD for what it cannot read.
 *
 * Private-use characters (生僻字 that a register has defined for itself) are kept. A byte order mark is dropped. Refused
 * besides bad sequences:
 * - U+FFFD in the source: the character was lost before it came to us;
 * - UTF-8 offered as GB 18030, which accepts nearly all of it and would store 涓 for 中.
 *
 * @throws {TongbanError} `BAD_ENCODING`; the message gives the byte offset of the first bad sequence, never its bytes.
 */
export function decodeStrict(bytes: Uint8Array, { charset, jurisdiction }: Reading): string {
  const refuse = (offset: number, what: string) =>
    new TongbanError('BAD_ENCODING', `${jurisdiction} sent ${what} at byte ${offset}`, { jurisdiction });

  if (charset === 'gb18030') {
    const offset = findUtf8Evidence(bytes);
    if (offset !== null) throw refuse(offset, 'UTF-8 in place of GB 18030');
  }
  const text = decodeOrNull(bytes, charset);
  if (text === null) throw refuse(findBadSequence(bytes, charset), `a sequence that is not ${charset}`);
  if (text.includes('\uFFFD'))
    throw refuse(findBadSequence(bytes, charset), 'a character lost earlier, U+FFFD,');
  return text;
}

function decodeOrNull(bytes: Uint8Array, charset: Charset): string | null {
  try {
    // The decoder drops the mark of UTF-8 only; GB 18030 has one as well.
    return new TextDecoder(charset, { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
}
