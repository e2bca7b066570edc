import { createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { sm2Identity } from './sm2Identity.ts';
import { sm2Key } from './sm2Key.ts';
import { DEFAULT_SM2_USER_ID, type Sm2Options } from './sm2Options.ts';
import { toDerSignature } from './toDerSignature.ts';

const RAW_BYTES = 64;

/**
 * Verifies SM2 signatures over SM3, about a millisecond each.
 *
 * @see GB/T 32918.2
 */
export class Sm2Verifier {
  readonly #key: KeyObject;
  readonly #identity: Buffer;
  readonly #form: Sm2Options['form'];

  /** @throws {RangeError} when the key is not one of the SM2 curve. */
  constructor({ key, form, userId = DEFAULT_SM2_USER_ID }: Sm2Options) {
    const { key: given, point } = sm2Key(key);
    this.#key = given.type === 'private' ? createPublicKey(given) : given;
    this.#identity = sm2Identity(point, userId);
    this.#form = form;
  }

  /** `false` for a wrong signature and for bytes that are none in this form alike. */
  verify(message: Uint8Array, signature: Uint8Array): boolean {
    if (this.#form === 'raw' && signature.byteLength !== RAW_BYTES) return false;
    const der = this.#form === 'raw' ? toDerSignature(signature) : signature;
    try {
      return createVerify('sm3').update(this.#identity).update(message).verify(this.#key, der);
    } catch {
      // OpenSSL throws at some malformed sequences and answers no to others.
      return false;
    }
  }
}
