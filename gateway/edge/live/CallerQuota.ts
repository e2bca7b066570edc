import type { CallContextCaller } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** How many subscriptions each caller has open. Who is not signed in is counted by connections alone. */
export class CallerQuota {
  readonly #limit: number;
  readonly #open = new Map<string, number>();
  #total = 0;

  /** @param limit - for each caller. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Of all callers. */
  get total(): number {
    return this.#total;
  }

  /**
   * @returns what gives the place back; only its first call counts.
   * @throws {TongbanError} RATE_LIMITED where the caller has enough.
   */
  take(caller: CallContextCaller | null): () => void {
    const key = caller === null ? null : JSON.stringify([caller.issuer, caller.subject]);
    if (key !== null) {
      const open = this.#open.get(key) ?? 0;
      if (open >= this.#limit) {
        throw new TongbanError('RATE_LIMITED', `A caller may have ${this.#limit} subscriptions at a time`, {
          retryAfter: 5,
        });
      }
      this.#open.set(key, open + 1);
    }
    this.#total++;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#total--;
      if (key === null) return;
      const open = (this.#open.get(key) ?? 1) - 1;
      if (open === 0) this.#open.delete(key);
      else this.#open.set(key, open);
    };
  }
}
