import { createHash } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';

interface Verified {
  readonly caller: CallContextCaller;
  readonly until: number;
}

const REMEMBERED = 10_000;
const LONGEST_MS = 60_000;

/** Tokens found good a moment ago, by hash: the token itself is a secret that need not lie about. */
export class VerifiedTokens {
  readonly #byHash = new Map<string, Verified>();

  /** @param now - epoch ms. */
  find(token: string, now: number): CallContextCaller | undefined {
    const verified = this.#byHash.get(hashOf(token));
    return verified !== undefined && now < verified.until ? verified.caller : undefined;
  }

  /** @param expiresAt - of the token, epoch ms. */
  remember(token: string, caller: CallContextCaller, now: number, expiresAt: number): void {
    const hash = hashOf(token);
    this.#byHash.delete(hash);
    this.#byHash.set(hash, { caller, until: Math.min(expiresAt, now + LONGEST_MS) });
    if (this.#byHash.size <= REMEMBERED) return;
    const [oldest] = this.#byHash.keys();
    if (oldest !== undefined) this.#byHash.delete(oldest);
  }

  clear(): void {
    this.#byHash.clear();
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
