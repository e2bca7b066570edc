import { Sm2Signer } from '../../transport/Sm2Signer.ts';
import { Sm2Verifier } from '../../transport/Sm2Verifier.ts';
import { canonicalJson } from './canonicalJson.ts';
import type { NationalCipherOptions } from './options.ts';
import { signString } from './signString.ts';

type Head = Readonly<Record<string, unknown>>;

/**
 * Signs our messages and checks the platform's, both over the plain business object.
 *
 * @see docs/dialects/national-cipher.md, 3
 */
export class MessageSigner {
  readonly #appSecret: string;
  readonly #ours: Sm2Signer;
  readonly #theirs: Sm2Verifier;

  /** @throws {RangeError} when a key is none of the SM2 curve. */
  constructor({
    appSecret,
    appPrivateKey,
    platformPublicKey,
    sm2UserId: userId,
    signFormat,
  }: NationalCipherOptions) {
    const form = signFormat === 'RS' ? 'raw' : 'der';
    this.#appSecret = appSecret;
    this.#ours = new Sm2Signer({ key: appPrivateKey, form, userId });
    this.#theirs = new Sm2Verifier({ key: platformPublicKey, form, userId });
  }

  /** @returns Base64. */
  sign(head: Head, business: unknown): string {
    return this.#ours.sign(this.#signed(head, business)).toString('base64');
  }

  /** @param signature - Base64. */
  verify(head: Head, business: unknown, signature: string): boolean {
    return this.#theirs.verify(this.#signed(head, business), Buffer.from(signature, 'base64'));
  }

  #signed(head: Head, business: unknown): Buffer {
    return Buffer.from(signString({ head, business: canonicalJson(business), appSecret: this.#appSecret }));
  }
}
