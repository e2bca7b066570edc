import { createCipheriv } from 'node:crypto';
import type { Sm4Mode } from './Sm4Mode.ts';

/**
 * SM4 with PKCS#7 padding.
 *
 * @param key - 16 bytes.
 * @returns the cipher text, behind its fresh 16-byte initial vector in CBC mode.
 * @see GM/T 0002
 */
export function encryptSm4(
  text: Buffer,
  key: Buffer,
  mode: Sm4Mode,
  randomBytes: (length: number) => Buffer,
): Buffer {
  const vector = mode === 'CBC' ? randomBytes(16) : Buffer.alloc(0);
  const cipher = createCipheriv(`sm4-${mode.toLowerCase()}`, key, mode === 'CBC' ? vector : null);
  return Buffer.concat([vector, cipher.update(text), cipher.final()]);
}
