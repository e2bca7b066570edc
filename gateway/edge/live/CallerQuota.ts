import type { CallContextCaller } from '../../../domain/callContext.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** How many subscriptions are open, of each caller and of all. Who is not signed in counts only among all. */
export class CallerQuota {
  readonly #perCaller: number;
  readonly #inAll: number;
  readonly #open = new Map<string, number>();
  #total = 0;

  /**
   * @param perCaller - of one caller.
   * @param inAll - of all callers, whoever they are.
   */
  constructor(perCaller: number, inAll: number) {
    this.#perCaller = perCaller;
    this.#inAll = inAll;
  }

  /** Of all callers. */
  get total(): number {
    return this.#total;
  }

  /**
   * @returns what gives the place back; only its first call counts.
   * @throws {TongbanError} RATE_LIMITED where the caller has enough, OVERLOADED where there is no room for anybody.
   */
  take(caller: CallContextCaller | null): () => void {
    if (this.#total >= this.#inAll) {
      throw new TongbanError('OVERLOADED', 'The gateway keeps no more subscriptions', { retryAfter: 5 });
    }
    const key = caller === null ? null : JSON.stringify([caller.issuer, caller.subject]);
    if (key !== null) {
      const open = this.#open.get(key) ?? 0;
      if (open >= this.#perCaller) {
        throw new TongbanError(
          'RATE_LIMITED',
          `A caller may have ${this.#perCaller} subscriptions at a time`,
          {
            retryAfter: 5,
          },
        );
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
