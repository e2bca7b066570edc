import { randomBytes } from 'node:crypto';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { Sm4Cipher } from '../../transport/Sm4Cipher.ts';

const VECTOR_BYTES = 16;

export interface PayloadCipherOptions {
  readonly mode: 'ECB' | 'CBC';
  /** Session key or node key, 16 bytes. */
  readonly key: Uint8Array;
  readonly jurisdiction: DivisionCode;
  /** A fresh vector of 16 bytes; default: random. */
  readonly createVector?: () => Buffer;
}

/** SM4 over a payload; in CBC a fresh vector travels in front of it. */
export class PayloadCipher {
  readonly #options: PayloadCipherOptions;

  constructor(options: PayloadCipherOptions) {
    this.#options = options;
  }

  encrypt(plain: Uint8Array): Buffer {
    const { mode, key, jurisdiction, createVector = () => randomBytes(VECTOR_BYTES) } = this.#options;
    if (mode === 'ECB') return new Sm4Cipher({ mode: 'ecb', key, jurisdiction }).encrypt(plain);
    const iv = createVector();
    return Buffer.concat([iv, new Sm4Cipher({ mode: 'cbc', key, jurisdiction, iv }).encrypt(plain)]);
  }

  /** @throws {TongbanError} JURISDICTION_BAD_RESPONSE for what this key does not open. */
  decrypt(payload: Buffer): Buffer {
    const { mode, key, jurisdiction } = this.#options;
    if (mode === 'ECB') return new Sm4Cipher({ mode: 'ecb', key, jurisdiction }).decrypt(payload);
    if (payload.byteLength < 2 * VECTOR_BYTES)
      throw badResponse(jurisdiction, 'sent a text without a vector');
    const iv = payload.subarray(0, VECTOR_BYTES);
    return new Sm4Cipher({ mode: 'cbc', key, jurisdiction, iv }).decrypt(payload.subarray(VECTOR_BYTES));
  }
}
