import { createECDH } from 'node:crypto';
import type { Sm2Layout } from './Sm2Layout.ts';
import { sm2Key } from './sm2Key.ts';
import { sm2PointsAt } from './sm2PointsAt.ts';
import { sm2Proof } from './sm2Proof.ts';
import { underKeyStream } from './underKeyStream.ts';

const HALF_BYTES = 32;
const PRIME = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;

/** For whom, and how the site wants it arranged. */
export interface Sm2EncryptorOptions {
  /** The receiver's public key, as `sm2Key` reads it. */
  readonly key: string;
  readonly layout: Sm2Layout;
}

/**
 * Enciphers short texts, keys above all, with SM2 for one receiver.
 *
 * @see GB/T 32918.4, 6.1
 */
export class Sm2Encryptor {
  readonly #receiver: Buffer;
  readonly #layout: Sm2Layout;
  #ready: Agreement | null = null;

  /** @throws {RangeError} when the key is not one of the SM2 curve. */
  constructor({ key, layout }: Sm2EncryptorOptions) {
    this.#receiver = sm2Key(key).point;
    this.#layout = layout;
  }

  /**
   * @param plain - one byte at least.
   * @returns the uncompressed point with its 04, the digest and the text.
   * @throws {RangeError} when there is nothing to encipher.
   */
  encrypt(plain: Uint8Array): Buffer {
    if (plain.byteLength === 0) throw new RangeError('SM2 enciphers one byte at least');

    for (;;) {
      const { own, shared } = this.#take();
      const text = underKeyStream(plain, shared);
      // A key stream of zeros would leave the text as it is; the standard wants another point then.
      if (text.equals(plain)) continue;
      const proof = sm2Proof(plain, shared);
      return Buffer.concat(this.#layout === 'C1C3C2' ? [own, proof, text] : [own, text, proof]);
    }
  }

  /** Makes the key of the next text ahead, 2 to 3 ms of work: for a moment when nobody waits for it. */
  prepare(): void {
    this.#ready ??= agree(this.#receiver);
  }

  /** Every key is given out once. */
  #take(): Agreement {
    const agreement = this.#ready ?? agree(this.#receiver);
    this.#ready = null;
    return agreement;
  }
}

/** A fresh key k with the points kG, which is sent, and kP, which only the receiver can find. */
interface Agreement {
  readonly own: Buffer;
  readonly shared: Buffer;
}

function agree(receiver: Buffer): Agreement {
  const fresh = createECDH('SM2');
  const own = fresh.generateKeys();
  const next = createECDH('SM2');
  next.setPrivateKey(toBytes(toNumber(fresh.getPrivateKey()) + 1n));

  const sumX = next.computeSecret(receiver);
  const shared = sm2PointsAt(fresh.computeSecret(receiver)).find((point) => isSum(sumX, point, receiver));
  return shared ? { own, shared } : agree(receiver);
}

/** Whether x is that of the sum of two points, by the rule of the chord, multiplied out to need no division. */
function isSum(x: Buffer, one: Buffer, other: Buffer): boolean {
  const [x1, y1] = coordinates(one);
  const [x2, y2] = coordinates(other);
  return ((toNumber(x) + x1 + x2) * (x2 - x1) ** 2n - (y2 - y1) ** 2n) % PRIME === 0n;
}

function coordinates(point: Buffer): readonly [bigint, bigint] {
  return [toNumber(point.subarray(1, 1 + HALF_BYTES)), toNumber(point.subarray(1 + HALF_BYTES))];
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function toBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * HALF_BYTES, '0'), 'hex');
}
