import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SettlementNodeOptions } from './options.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is sealed travels between replicas of our own, which alone know the node's secrets. */
export class RelayCipher {
  readonly #key: Uint8Array;

  constructor({ nodeKey, password, nodeNumber }: SettlementNodeOptions) {
    const secret = Buffer.concat([nodeKey, Buffer.from(password, 'ascii')]);
    this.#key = new Uint8Array(hkdfSync('sha256', secret, nodeNumber, 'tongban settlement-node relay', 32));
  }

  /** @param role - what the text is: an answer cannot be passed off as a request, nor as the answer to another one. */
  seal(role: string, value: unknown): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(role, 'utf8'));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** @returns `null` for what was not sealed by one of us in this role. */
  open(role: string, sealed: Buffer): unknown {
    if (sealed.byteLength <= NONCE_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(role, 'utf8'))
        .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([
        decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      return JSON.parse(text.toString('utf8'));
    } catch {
      return null;
    }
  }
}
