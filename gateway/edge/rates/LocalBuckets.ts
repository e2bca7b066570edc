import type { Charge, RateBuckets, Shortage } from './RateBuckets.ts';
import { toPace } from './toPace.ts';

export interface LocalBucketsOptions {
  /** Gateways among which the rates are divided; default 1. */
  readonly share?: number;
  /** Milliseconds that only go forward; default the process's. */
  now?(): number;
}

const CLOSED_MS = 60_000;
const MANY = 50_000;

/**
 * Buckets in the memory of this process. Each is one number, the time at which it will be full again (the generic cell
 * rate algorithm): a bucket that is full need not be kept.
 */
export class LocalBuckets implements RateBuckets {
  #share: number;
  readonly #now: () => number;
  readonly #fullAt = new Map<string, number>();
  #sweepAt = MANY;

  constructor({ share = 1, now = () => performance.now() }: LocalBucketsOptions = {}) {
    this.#share = share;
    this.#now = now;
  }

  /** @param share - gateways among which the rates are divided from now on. */
  divideBy(share: number): void {
    this.#share = share;
  }

  /** Buckets that are kept. */
  get size(): number {
    return this.#fullAt.size;
  }

  take(charges: readonly Charge[]): Shortage | null {
    const now = this.#now();
    const fullAt: number[] = [];
    let shortage: Shortage | null = null;
    for (const charge of charges) {
      const pace = toPace(charge, this.#share);
      if (pace === null) return { key: charge.key, waitMs: CLOSED_MS };
      const after = this.#fullAtOf(charge.key, now, pace.holdsMs) + pace.takesMs;
      const waitMs = after - now - pace.holdsMs;
      // Less than a microsecond is a matter of rounding.
      if (waitMs > Math.max(0.001, shortage?.waitMs ?? 0)) shortage = { key: charge.key, waitMs };
      fullAt.push(after);
    }
    if (shortage !== null) return shortage;
    for (const [index, { key }] of charges.entries()) this.#fullAt.set(key, fullAt[index] ?? now);
    if (this.#fullAt.size > this.#sweepAt) this.#sweep(now);
    return null;
  }

  /**
   * A time that was counted by a slower pace may lie beyond what the bucket holds by the one of today: it is empty then, no
   * more. That is kept even where the request is refused, else the bucket would stay empty until that old time is near.
   */
  #fullAtOf(key: string, now: number, holdsMs: number): number {
    const known = this.#fullAt.get(key);
    if (known === undefined || known <= now) return now;
    const emptyAt = now + holdsMs;
    if (known <= emptyAt) return known;
    this.#fullAt.set(key, emptyAt);
    return emptyAt;
  }

  #sweep(now: number): void {
    for (const [key, fullAt] of this.#fullAt) {
      if (fullAt <= now) this.#fullAt.delete(key);
    }
    this.#sweepAt = Math.max(MANY, 2 * this.#fullAt.size);
  }
}
