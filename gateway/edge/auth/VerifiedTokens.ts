import { hash } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';

/** Whom a good token names, and until when. */
export interface VerifiedToken {
  readonly caller: CallContextCaller;
  /** Epoch ms. */
  readonly expiresAt: number;
  /** The fingerprint of the key that vouches for it. */
  readonly key: string;
  /** By which its issuer's tokens were read. */
  readonly terms: string;
}

interface Remembered extends VerifiedToken {
  readonly until: number;
}

const REMEMBERED = 10_000;
const LONGEST_MS = 60_000;

/** Tokens found good a moment ago, by hash: the token itself is a secret that need not lie about. */
export class VerifiedTokens {
  readonly #byHash = new Map<string, Remembered>();
  #epoch = 0;

  /** Another number after each `clear`. */
  get epoch(): number {
    return this.#epoch;
  }

  /** @param now - epoch ms. */
  find(token: string, now: number): VerifiedToken | undefined {
    const verified = this.#byHash.get(hashOf(token));
    return verified !== undefined && now < verified.until ? verified : undefined;
  }

  remember(token: string, { caller, expiresAt, key, terms }: VerifiedToken, now: number): void {
    const id = hashOf(token);
    this.#byHash.delete(id);
    const until = Math.min(expiresAt, now + LONGEST_MS);
    this.#byHash.set(id, { caller, expiresAt, key, terms, until });
    if (this.#byHash.size <= REMEMBERED) return;
    const [oldest] = this.#byHash.keys();
    if (oldest !== undefined) this.#byHash.delete(oldest);
  }

  clear(): void {
    this.#epoch++;
    this.#byHash.clear();
  }
}

const hashOf = (token: string): string => hash('sha256', token, 'base64url');
