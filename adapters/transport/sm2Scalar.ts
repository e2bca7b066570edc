import type { Sm2Key } from './sm2Key.ts';

const SCALAR_BYTES = 32;
/** PKCS#8 of an SM2 key has one form: a head of this length, the number, the public point. */
const HEAD_BYTES = 36;

/**
 * The number of a private key, 32 bytes.
 *
 * @throws {RangeError} for a public key.
 */
export function sm2Scalar({ key }: Sm2Key): Buffer {
  if (key.type !== 'private') throw new RangeError('only a private key opens what was enciphered');
  return key.export({ format: 'der', type: 'pkcs8' }).subarray(HEAD_BYTES, HEAD_BYTES + SCALAR_BYTES);
}
