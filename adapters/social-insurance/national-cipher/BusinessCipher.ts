import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { Sm2Decryptor } from '../../transport/Sm2Decryptor.ts';
import { Sm2Encryptor } from '../../transport/Sm2Encryptor.ts';
import { Sm4Cipher } from '../../transport/Sm4Cipher.ts';
import { sm3 } from '../../transport/sm3.ts';
import type { NationalCipherOptions } from './options.ts';
import type { SealedData } from './SealedData.ts';

/** Bytes of an SM4 key and of a block, which an initialization vector fills. */
const BLOCK_BYTES = 16;
/** Milliseconds after a message; by then others that were to be sent with it are on their way. */
const QUIET_MS = 50;

export interface BusinessCipherOptions {
  readonly jurisdiction: DivisionCode;
  readonly options: NationalCipherOptions;
  /** Fresh and unpredictable. */
  readonly randomBytes: (size: number) => Uint8Array;
}

/**
 * Seals and opens business objects in the way of one site.
 *
 * @see docs/dialects/national-cipher.md, 4
 */
export class BusinessCipher {
  readonly #jurisdiction: DivisionCode;
  readonly #isCbc: boolean;
  readonly #randomBytes: (size: number) => Uint8Array;
  /** `null` where every message brings its own. */
  readonly #sharedKey: Uint8Array | null;
  readonly #forPlatform: Sm2Encryptor;
  readonly #forUs: Sm2Decryptor;

  /** @throws {RangeError} when a key is none of the SM2 curve. */
  constructor({ jurisdiction, options, randomBytes }: BusinessCipherOptions) {
    const { appCode, appSecret, cipherLayout: layout } = options;
    this.#jurisdiction = jurisdiction;
    this.#isCbc = options.sm4Mode === 'CBC';
    this.#randomBytes = randomBytes;
    this.#sharedKey = options.keyMode === 'shared' ? sm3(appCode + appSecret).subarray(0, BLOCK_BYTES) : null;
    this.#forPlatform = new Sm2Encryptor({ key: options.platformPublicKey, layout });
    this.#forUs = new Sm2Decryptor({ key: options.appPrivateKey, layout, jurisdiction });
  }

  seal(business: string): SealedData {
    const plain = Buffer.from(business);
    if (this.#sharedKey) return { encData: this.#encipher(plain, this.#sharedKey) };

    const key = this.#randomBytes(BLOCK_BYTES);
    const sealed = { encData: this.#encipher(plain, key), encKey: toHex(this.#forPlatform.encrypt(key)) };
    setTimeout(() => this.#forPlatform.prepare(), QUIET_MS).unref();
    return sealed;
  }

  /** @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` when the keys do not open it. */
  open({ encData, encKey }: SealedData): Buffer {
    const bytes = Buffer.from(encData, 'hex');
    const key = this.#sharedKey ?? this.#keyOf(encKey);
    const ivBytes = this.#isCbc ? BLOCK_BYTES : 0;
    if (bytes.length < ivBytes + BLOCK_BYTES) throw badResponse(this.#jurisdiction, 'cut its data off');
    return this.#sm4(key, bytes.subarray(0, ivBytes)).decrypt(bytes.subarray(ivBytes));
  }

  #encipher(plain: Buffer, key: Uint8Array): string {
    const iv = this.#isCbc ? this.#randomBytes(BLOCK_BYTES) : new Uint8Array();
    return toHex(Buffer.concat([iv, this.#sm4(key, iv).encrypt(plain)]));
  }

  #sm4(key: Uint8Array, iv: Uint8Array): Sm4Cipher {
    const site = { key, jurisdiction: this.#jurisdiction };
    return new Sm4Cipher(this.#isCbc ? { ...site, mode: 'cbc', iv } : { ...site, mode: 'ecb' });
  }

  #keyOf(encKey: string | undefined): Uint8Array {
    const key = encKey === undefined ? null : this.#forUs.decrypt(Buffer.from(encKey, 'hex'));
    if (key?.length === BLOCK_BYTES) return key;
    throw badResponse(this.#jurisdiction, 'sent data without a key for it');
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
