import { createECDH, type ECDH, timingSafeEqual } from 'node:crypto';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from './badResponse.ts';
import type { Sm2Layout } from './Sm2Layout.ts';
import { sm2Key } from './sm2Key.ts';
import { sm2PointsAt } from './sm2PointsAt.ts';
import { sm2Proof } from './sm2Proof.ts';
import { sm2Scalar } from './sm2Scalar.ts';
import { underKeyStream } from './underKeyStream.ts';

const POINT_BYTES = 65;
const PROOF_BYTES = 32;

export interface Sm2DecryptorOptions {
  /** A private key, as `sm2Key` reads it. */
  readonly key: string;
  readonly layout: Sm2Layout;
  /** Named when an answer cannot be deciphered. */
  readonly jurisdiction: DivisionCode;
}

/**
 * Opens what was enciphered with SM2 for our key.
 *
 * @see GB/T 32918.4, 7.1
 */
export class Sm2Decryptor {
  readonly #exchange: ECDH;
  readonly #layout: Sm2Layout;
  readonly #jurisdiction: DivisionCode;

  /** @throws {RangeError} when the key is not a private one of the SM2 curve. */
  constructor({ key, layout, jurisdiction }: Sm2DecryptorOptions) {
    this.#exchange = createECDH('SM2');
    this.#exchange.setPrivateKey(sm2Scalar(sm2Key(key)));
    this.#layout = layout;
    this.#jurisdiction = jurisdiction;
  }

  /** @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` when the bytes are cut off, altered or for another key. */
  decrypt(enciphered: Buffer): Buffer {
    const rest = enciphered.subarray(POINT_BYTES);
    const proofAt = this.#layout === 'C1C3C2' ? 0 : rest.length - PROOF_BYTES;
    const proof = rest.subarray(proofAt, proofAt + PROOF_BYTES);
    const text =
      this.#layout === 'C1C3C2' ? rest.subarray(PROOF_BYTES) : rest.subarray(0, Math.max(proofAt, 0));

    for (const point of this.#sharedPoints(enciphered.subarray(0, POINT_BYTES))) {
      const plain = underKeyStream(text, point);
      if (proof.length === PROOF_BYTES && timingSafeEqual(sm2Proof(plain, point), proof)) return plain;
    }
    throw badResponse(this.#jurisdiction, 'sent a text that our SM2 key does not open');
  }

  /** None for bytes that are no point of the curve. */
  #sharedPoints(point: Buffer): readonly Buffer[] {
    try {
      return sm2PointsAt(this.#exchange.computeSecret(point));
    } catch {
      return [];
    }
  }
}
