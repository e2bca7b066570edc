import { createHash } from 'node:crypto';

/**
 * SM3 of the parts, one after the other; 32 bytes.
 *
 * @see GM/T 0004
 */
export function sm3(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
