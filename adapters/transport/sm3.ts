import { createHash } from 'node:crypto';

/**
 * The SM3 digest, 32 bytes; text is digested as UTF-8.
 *
 * @see GB/T 32905
 */
export function sm3(data: Uint8Array | string): Buffer {
  return createHash('sm3').update(data).digest();
}
