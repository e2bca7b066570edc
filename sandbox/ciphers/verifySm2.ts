import { createPublicKey, createVerify } from 'node:crypto';
import { sm2SignatureToDer } from './sm2SignatureToDer.ts';

/** SubjectPublicKeyInfo up to the point: id-ecPublicKey on the curve 1.2.156.10197.1.301. */
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

export interface Sm2Verifier {
  /** `04` ‖ x ‖ y. */
  readonly publicKey: Buffer;
  /** Z of the signer. */
  readonly identity: Buffer;
}

/** Whether r ‖ s (64 bytes) is the verifier's signature over the message; `false` for bytes of any other shape. */
export function verifySm2(message: Uint8Array, signature: Buffer, verifier: Sm2Verifier): boolean {
  if (signature.length !== 64) return false;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_HEAD, verifier.publicKey]),
    format: 'der',
    type: 'spki',
  });
  return createVerify('sm3')
    .update(verifier.identity)
    .update(message)
    .verify(key, sm2SignatureToDer(signature));
}
