import { createCipheriv } from 'node:crypto';

/**
 * SM4 of one block, without padding.
 *
 * @param block - 16 bytes.
 * @param key - 16 bytes.
 * @see GM/T 0002
 */
export function encryptSm4Block(block: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}
