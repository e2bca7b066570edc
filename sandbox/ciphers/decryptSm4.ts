import { createDecipheriv } from 'node:crypto';
import type { Sm4Mode } from './Sm4Mode.ts';

/** The text of an SM4 cipher text with PKCS#7 padding; `null` where length or padding are wrong. */
export function decryptSm4(cipherText: Buffer, key: Buffer, mode: Sm4Mode): Buffer | null {
  const start = mode === 'CBC' ? 16 : 0;
  if (cipherText.length < start + 16 || cipherText.length % 16 !== 0) return null;
  const vector = mode === 'CBC' ? cipherText.subarray(0, 16) : null;
  const decipher = createDecipheriv(`sm4-${mode.toLowerCase()}`, key, vector);
  const head = decipher.update(cipherText.subarray(start));
  try {
    return Buffer.concat([head, decipher.final()]);
  } catch {
    // The padding does not fit: another key, or bytes that were changed.
    return null;
  }
}
