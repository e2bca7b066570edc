/** Pieces of bytes-as-characters as one body. */
export function joinPieces(pieces: readonly string[]): Buffer {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const body = Buffer.allocUnsafe(length);
  let at = 0;
  for (const piece of pieces) at += body.write(piece, at, 'latin1');
  return body;
}
