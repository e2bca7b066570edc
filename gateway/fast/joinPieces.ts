import type { Piece } from './AnswerCutter.ts';

/** Up to here a text is written to a socket in one go with the headers; beyond, its characters are copied once less as bytes. */
const LONGEST_TEXT = 16_384;
const BEGIN = '{"data":{';
const END = '}}';

/** The fields of `data` as one body, whose characters are bytes where it is a text. */
export function joinPieces(pieces: readonly Piece[]): string | Buffer {
  let length = BEGIN.length + END.length;
  for (const piece of pieces) length += typeof piece === 'string' ? piece.length : piece.text.length;
  if (length > LONGEST_TEXT) return toBuffer(pieces, length);
  let text = BEGIN;
  for (const piece of pieces) text += typeof piece === 'string' ? piece : piece.text;
  return text + END;
}

function toBuffer(pieces: readonly Piece[], length: number): Buffer {
  const body = Buffer.allocUnsafe(length);
  let at = body.write(BEGIN, 'latin1');
  for (const piece of pieces) at += body.write(typeof piece === 'string' ? piece : piece.text, at, 'latin1');
  body.write(END, at, 'latin1');
  return body;
}
