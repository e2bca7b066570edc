import { decryptSm4 } from '../../ciphers/decryptSm4.ts';
import { encryptSm4 } from '../../ciphers/encryptSm4.ts';
import type { Sm4Mode } from '../../ciphers/Sm4Mode.ts';

/** Payloads under one key or another, as a site encrypts them. */
export interface NodeCipher {
  seal(plain: Buffer, key: Buffer): Buffer;
  /** `null` for bytes that were not sealed under this key. */
  open(payload: Buffer, key: Buffer): Buffer | null;
}

/** @param mode - `cipherMode` of the site. */
export const createNodeCipher = (mode: Sm4Mode, randomBytes: (length: number) => Buffer): NodeCipher => ({
  seal: (plain, key) => encryptSm4(plain, key, mode, randomBytes),
  open: (payload, key) => decryptSm4(payload, key, mode),
});
