/** As much as is handed over at once: that a client takes one of them shows, and of what is handed over whole nothing does. */
const PIECE_BYTES = 64 * 2 ** 10;

/** A text in the pieces in which it is sent; a short one is one piece. */
export function piecesOf(text: string): (string | Buffer)[] {
  if (text.length <= PIECE_BYTES) return [text];
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / PIECE_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  );
}
