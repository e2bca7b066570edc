import { createVerify, type KeyObject } from 'node:crypto';
import { sm2SignatureToDer } from './sm2SignatureToDer.ts';

export interface Sm2Verifier {
  readonly key: KeyObject;
  /** Z of the signer. */
  readonly identity: Buffer;
}

/** Whether r ‖ s (64 bytes) is the verifier's signature over the message; `false` for bytes of any other shape. */
export function verifySm2(message: Uint8Array, signature: Buffer, { key, identity }: Sm2Verifier): boolean {
  if (signature.length !== 64) return false;
  return createVerify('sm3').update(identity).update(message).verify(key, sm2SignatureToDer(signature));
}
