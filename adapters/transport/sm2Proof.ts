import { sm3 } from './sm3.ts';

/**
 * C3 of SM2 encryption: the digest by which the receiver knows that it has the sender's text and point.
 *
 * @param point - uncompressed, 65 bytes.
 * @see GB/T 32918.4, 6.1
 */
export function sm2Proof(plain: Uint8Array, point: Buffer): Buffer {
  return sm3(Buffer.concat([point.subarray(1, 33), plain, point.subarray(33)]));
}
