const OPENING = '<body';
const CLOSING = '</body>';
const SELF_CLOSING = '/>';

/**
 * The body of an answer as it was transmitted, tags included, which its digest covers.
 *
 * Searching bytes is safe: no sequence of GB 18030 has `<` as its second, third or fourth byte.
 *
 * @returns no bytes where there is no body.
 */
export function bodyBytes(document: Buffer): Buffer {
  const start = document.indexOf(OPENING);
  if (start === -1) return Buffer.alloc(0);
  const closing = document.lastIndexOf(CLOSING);
  if (closing > start) return document.subarray(start, closing + CLOSING.length);
  const selfClosing = document.indexOf(SELF_CLOSING, start);
  return selfClosing === -1 ? Buffer.alloc(0) : document.subarray(start, selfClosing + SELF_CLOSING.length);
}
