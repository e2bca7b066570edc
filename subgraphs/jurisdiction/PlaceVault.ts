import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { PlaceKey } from './PlaceKey.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what one place's system sent before it is stored: AES-256-GCM, bound to the row it stands in, so that a row
 * moved to another holder or place does not open. Holders are found by a keyed digest; no list of numbers can be tried
 * on it without the key. Keys are derived per place: HKDF-SHA256 with an empty salt and the info
 * `tongban-store:<subgraph>/<jurisdiction>:<purpose>`, 32 bytes.
 *
 * @see RFC 5869; NIST SP 800-38D (random nonces: at most 2^32 rows per place and key)
 */
export class PlaceVault {
  readonly #cipherKey: Uint8Array;
  readonly #digestKey: Uint8Array;

  /** @param storeKey - at least 32 bytes; without it the database says nothing about anybody. */
  constructor(storeKey: Uint8Array, { subgraph, jurisdiction }: PlaceKey) {
    const derive = (purpose: string) =>
      new Uint8Array(
        hkdfSync('sha256', storeKey, '', `tongban-store:${subgraph}/${jurisdiction}:${purpose}`, 32),
      );
    this.#cipherKey = derive('cipher');
    this.#digestKey = derive('digest');
  }

  /** @param row - what the content belongs to; needed again to open it. */
  seal(content: Uint8Array, row: readonly string[]): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#cipherKey, nonce).setAAD(toBytes(row));
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws {Error} without details when it was not sealed for this row under this key. */
  open(sealed: Buffer, row: readonly string[]): Buffer {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#cipherKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(toBytes(row)).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  }

  digestHolder({ kind, number }: Pick<HolderIdentity, 'kind' | 'number'>): Buffer {
    return this.digest(['holder', kind, number]);
  }

  /** Of what an adapter wants to name without telling of it. */
  digestBytes(bytes: Uint8Array): Buffer {
    return createHmac('sha256', this.#digestKey).update('["bytes"]').update(bytes).digest();
  }

  digestBody(body: Uint8Array): Buffer {
    return createHmac('sha256', this.#digestKey).update('["body"]').update(body).digest();
  }

  /** Equal texts give equal bytes; nothing can be learned from them without the key. */
  digest(texts: readonly string[]): Buffer {
    return createHmac('sha256', this.#digestKey).update(toBytes(texts)).digest();
  }

  /** A keyed digest of a known text, by which a database tells whether it is given the key it was made with. */
  check(): Buffer {
    return this.digest(['check']);
  }
}

const toBytes = (texts: readonly string[]) => Buffer.from(JSON.stringify(texts), 'utf8');
