import { encryptSm4Block } from '../../ciphers/encryptSm4Block.ts';

const KEY_BYTES = 16;
const CHECK_DIGITS = 8;
const VALID_SECONDS = 1_800;

/** The one session of a node. */
export interface NodeSession {
  /** A new key; the old one is worth nothing from now on. The fields are those of the answer. */
  open(now: number): { readonly HHMY: string; readonly JYZ: string; readonly YXMS: string };
  /** The key that is valid at this moment, epoch ms. */
  keyAt(now: number): Buffer | null;
}

/** @param nodeKey - 16 bytes that the session keys are sealed with. */
export function createSession(nodeKey: Buffer, randomBytes: (length: number) => Buffer): NodeSession {
  let current: { readonly key: Buffer; readonly until: number } | null = null;
  return {
    open(now) {
      const key = randomBytes(KEY_BYTES);
      current = { key, until: now + VALID_SECONDS * 1_000 };
      const check = encryptSm4Block(Buffer.alloc(KEY_BYTES), key).toString('hex').toUpperCase();
      return {
        HHMY: encryptSm4Block(key, nodeKey).toString('hex').toUpperCase(),
        JYZ: check.slice(0, CHECK_DIGITS),
        YXMS: String(VALID_SECONDS),
      };
    },
    keyAt: (now) => (current !== null && now < current.until ? current.key : null),
  };
}
