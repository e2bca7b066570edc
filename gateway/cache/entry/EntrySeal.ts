import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { CacheEntry } from './CacheEntry.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals entries with AES-256-GCM, each under a key of its own, which is derived from the name that it is kept under.
 *
 * So whoever can read the store reads nothing, and whoever can write to it can neither make an entry nor put one in the
 * place of another.
 */
export class EntrySeal {
  readonly #secret: Uint8Array;

  /** @param secret - 32 bytes. */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  seal(name: string, entry: CacheEntry): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(name), iv);
    const sealed = [iv, cipher.update(JSON.stringify(entry), 'utf8'), cipher.final()];
    return Buffer.concat([...sealed, cipher.getAuthTag()]);
  }

  /** @returns `null` for whatever was not sealed under this name and this secret. */
  open(name: string, sealed: Buffer): CacheEntry | null {
    if (sealed.byteLength < IV_BYTES + TAG_BYTES) return null;
    const iv = sealed.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(name), iv, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      const start = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8');
      // What the seal vouches for was written by `seal`.
      const entry: CacheEntry = JSON.parse(start + decipher.final('utf8'));
      return entry;
    } catch {
      // Bytes of another secret, or of nobody: as if nothing was there.
      return null;
    }
  }

  #keyOf(name: string): Buffer {
    return createHmac('sha256', this.#secret).update(name).digest();
  }
}
