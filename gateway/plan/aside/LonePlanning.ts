import { tooManyPlans } from './tooManyPlans.ts';

/** Planning for which everybody waits, since there is no thread for it: never one after the other. */
export class LonePlanning {
  readonly #now: () => number;
  #isTaken = false;
  /** When everybody has had as long for themselves as the last one took. */
  #freeAt = Number.NEGATIVE_INFINITY;

  /** @param now - monotonic, in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Rejects with OVERLOADED where it is too soon after another one.
   *
   * @param inTurn - calls what it is given when it may work.
   */
  async plan<T>(inTurn: (work: <R>(plan: () => R) => R) => T | Promise<T>): Promise<T> {
    if (this.#isTaken || this.#now() < this.#freeAt) throw tooManyPlans();
    this.#isTaken = true;
    try {
      return await inTurn((plan) => this.#measure(plan));
    } finally {
      this.#isTaken = false;
    }
  }

  #measure<R>(plan: () => R): R {
    const at = this.#now();
    try {
      return plan();
    } finally {
      this.#freeAt = 2 * this.#now() - at;
    }
  }
}
