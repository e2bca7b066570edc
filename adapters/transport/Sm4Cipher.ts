import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from './badResponse.ts';

const BLOCK_BYTES = 16;

/** Sites differ in the mode, and in whether the vector of CBC is agreed once or travels before each message. */
export type Sm4Mode = { readonly mode: 'ecb' } | { readonly mode: 'cbc'; readonly iv: Uint8Array };

export type Sm4Options = Sm4Mode & {
  /** 16 bytes. */
  readonly key: Uint8Array;
  /** Named when an answer cannot be deciphered. */
  readonly jurisdiction: DivisionCode;
};

/**
 * SM4 with PKCS#7 padding, under the key of one site.
 *
 * It hides and does not authenticate: whoever relies on the text checks a signature or digest over it.
 *
 * @see GB/T 32907
 */
export class Sm4Cipher {
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array | null;
  readonly #algorithm: 'sm4-ecb' | 'sm4-cbc';
  readonly #jurisdiction: DivisionCode;

  /** @throws {RangeError} when key or initialization vector are not 16 bytes. */
  constructor(options: Sm4Options) {
    this.#key = options.key;
    this.#iv = options.mode === 'cbc' ? options.iv : null;
    this.#algorithm = `sm4-${options.mode}`;
    this.#jurisdiction = options.jurisdiction;
    for (const part of [this.#key, this.#iv]) {
      if (part && part.byteLength !== BLOCK_BYTES)
        throw new RangeError('SM4 takes a key and a vector of 16 bytes');
    }
  }

  encrypt(plain: Uint8Array): Buffer {
    const cipher = createCipheriv(this.#algorithm, this.#key, this.#iv);
    return Buffer.concat([cipher.update(plain), cipher.final()]);
  }

  /** @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` when length or padding are wrong, which another key causes too. */
  decrypt(enciphered: Uint8Array): Buffer {
    const decipher = createDecipheriv(this.#algorithm, this.#key, this.#iv);
    try {
      return Buffer.concat([decipher.update(enciphered), decipher.final()]);
    } catch {
      throw badResponse(this.#jurisdiction, 'sent a text that its SM4 key does not open');
    }
  }
}
