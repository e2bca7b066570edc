import { createPublicKey, type KeyObject } from 'node:crypto';

/** SubjectPublicKeyInfo up to the point: id-ecPublicKey on the curve 1.2.156.10197.1.301. */
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/**
 * A public key in the form that OpenSSL verifies with.
 *
 * @param point - `04` ‖ x ‖ y.
 * @throws {Error} when the point is not on the curve.
 */
export function sm2VerificationKey(point: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, point]), format: 'der', type: 'spki' });
}
