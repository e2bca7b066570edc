import type { Piece } from './AnswerCutter.ts';

/** Up to here a text is written to a socket in one go with the headers; beyond, its characters are copied once less as bytes. */
const LONGEST_TEXT = 16_384;
const BEGIN = '{"data":{';
const END = '}}';

/**
 * The fields of `data` as one body, whose characters are bytes where it is a text.
 *
 * @param groups - of fields, in the client's order.
 * @param errors - what stands before `data`, with its comma; empty where all is well.
 * @returns `undefined` where something is missing.
 */
export function joinPieces(
  groups: readonly (readonly Piece[])[],
  errors: string,
): string | Buffer | undefined {
  const texts: string[] = [];
  const begin = errors === '' ? BEGIN : `{${errors}"data":{`;
  for (const group of groups) {
    texts.push(texts.length === 0 ? begin : ',');
    if (!collect(group, texts)) return undefined;
  }
  texts.push(END);
  let length = 0;
  for (const text of texts) length += text.length;
  if (length <= LONGEST_TEXT) return texts.join('');
  const body = Buffer.allocUnsafe(length);
  let at = 0;
  for (const text of texts) at += body.write(text, at, 'latin1');
  return body;
}

function collect(pieces: readonly Piece[], texts: string[]): boolean {
  for (const piece of pieces) {
    const content = typeof piece === 'string' ? piece : piece.content;
    if (content === null) return false;
    if (typeof content === 'string') texts.push(content);
    else if (!collect(content, texts)) return false;
  }
  return true;
}
