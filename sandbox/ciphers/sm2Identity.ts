import { bytes32 } from './bytes32.ts';
import { SM2_CURVE } from './sm2Curve.ts';
import { sm3 } from './sm3.ts';

/**
 * Z: the digest of a signer's user id, the curve and the public key, which precedes every signed message.
 *
 * @param publicKey - `04` ‖ x ‖ y.
 * @see GM/T 0003.2, 5.5
 */
export function sm2Identity(publicKey: Buffer, userId: string): Buffer {
  const id = Buffer.from(userId, 'utf8');
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(id.length * 8);
  const { a, b, gx, gy } = SM2_CURVE;
  return sm3(bits, id, ...[a, b, gx, gy].map(bytes32), publicKey.subarray(1));
}
