import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The key of one case as it is used, and as it is stored. */
export interface CaseKey {
  readonly key: Uint8Array;
  readonly wrapped: Buffer;
}

/**
 * Seals what people write in a case, under a key of that case alone, which is itself stored sealed: where the stored key is
 * destroyed, nobody reads that case again, neither here nor in a backup of the master key's owner.
 *
 * AES-256-GCM, bound to case, name and event. Digests are HMAC-SHA256 under a key derived from the case's own: equal contents of
 * two cases have different digests, and without the key no list of numbers can be tried on them.
 *
 * @see NIST SP 800-38D; RFC 5869
 */
export class CaseVault {
  readonly #wrapping: Uint8Array;
  readonly #scopes: Uint8Array;
  readonly #digests = new WeakMap<Uint8Array, Uint8Array>();

  /** @param masterKey - at least 32 bytes. */
  constructor(masterKey: Uint8Array) {
    const derive = (purpose: string) =>
      new Uint8Array(hkdfSync('sha256', masterKey, '', `tongban-cases:${purpose}`, KEY_BYTES));
    this.#wrapping = derive('wrap');
    this.#scopes = derive('scope');
  }

  createKey(caseId: string): CaseKey {
    const key = new Uint8Array(randomBytes(KEY_BYTES));
    return { key, wrapped: seal(key, this.#wrapping, [caseId, 'key']) };
  }

  /** @throws {Error} without details: another master key, or the key of another case. */
  unwrap(wrapped: Buffer, caseId: string): Uint8Array {
    return new Uint8Array(open(wrapped, this.#wrapping, [caseId, 'key']));
  }

  /** @param row - what it is bound to: it opens as nothing else. */
  seal(content: unknown, key: Uint8Array, row: readonly string[]): Buffer {
    return seal(Buffer.from(JSON.stringify(content), 'utf8'), key, row);
  }

  /** @throws {Error} without details when it was not sealed for this row under this key. */
  open(sealed: Buffer, key: Uint8Array, row: readonly string[]): unknown {
    return JSON.parse(open(sealed, key, row).toString('utf8'));
  }

  /** @param row - what it is bound to: it opens as nothing else. */
  sealBytes(content: Uint8Array, key: Uint8Array, row: readonly string[]): Buffer {
    return seal(content, key, row);
  }

  /** @throws {Error} without details when it was not sealed for this row under this key. */
  openBytes(sealed: Buffer, key: Uint8Array, row: readonly string[]): Buffer {
    return open(sealed, key, row);
  }

  digest(content: unknown, key: Uint8Array): Buffer {
    const digestKey =
      this.#digests.get(key) ??
      new Uint8Array(hkdfSync('sha256', key, '', 'tongban-cases:digest', KEY_BYTES));
    this.#digests.set(key, digestKey);
    return createHmac('sha256', digestKey).update(JSON.stringify(content)).digest();
  }

  /** A digest that is the same in all cases: of whoever calls, and of what they sent under a key. */
  digestOf(texts: readonly string[]): Buffer {
    return createHmac('sha256', this.#scopes).update(JSON.stringify(texts)).digest();
  }
}

function seal(content: Uint8Array, key: Uint8Array, row: readonly string[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(JSON.stringify(row)));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function open(sealed: Buffer, key: Uint8Array, row: readonly string[]): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(JSON.stringify(row))).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
