import { createSign } from 'node:crypto';
import { sm2Identity } from './sm2Identity.ts';
import { type Sm2Key, sm2Key } from './sm2Key.ts';
import { DEFAULT_SM2_USER_ID, type Sm2Options } from './sm2Options.ts';
import { toRawSignature } from './toRawSignature.ts';

/**
 * Signs with SM2 over SM3, about a millisecond each.
 *
 * @see GB/T 32918.2
 */
export class Sm2Signer {
  readonly #key: Sm2Key;
  readonly #identity: Buffer;
  readonly #form: Sm2Options['form'];

  /** @throws {RangeError} when the key is not a private one of the SM2 curve. */
  constructor({ key, form, userId = DEFAULT_SM2_USER_ID }: Sm2Options) {
    this.#key = sm2Key(key);
    if (this.#key.key.type !== 'private') throw new RangeError('a signature takes a private key');
    this.#identity = sm2Identity(this.#key.point, userId);
    this.#form = form;
  }

  sign(message: Uint8Array): Buffer {
    const der = createSign('sm3').update(this.#identity).update(message).sign(this.#key.key);
    return this.#form === 'raw' ? toRawSignature(der) : der;
  }
}
