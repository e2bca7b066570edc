import { isUtf8 } from 'node:buffer';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Finds proof that bytes are UTF-8 although GB 18030 was expected.
 *
 * Proof is flawless UTF-8 with a byte order mark or an ideograph. Without either it may be GB 18030: 女 alone reads as Ů.
 *
 * @returns the byte offset of the mark or of the first ideograph, or `null` when nothing is proven.
 */
export function findUtf8Evidence(bytes: Uint8Array): number | null {
  if (!isUtf8(bytes)) return null;
  if (BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)) return 0;

  const text = new TextDecoder('utf-8').decode(bytes);
  const index = text.search(/\p{Script=Han}/u);
  return index === -1 ? null : Buffer.byteLength(text.slice(0, index));
}
