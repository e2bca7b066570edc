import { OutOfPlanningTime } from './OutOfPlanningTime.ts';

/** Looks of which one is at the clock. */
const STRIDE = 32;

/**
 * Ends planning that takes too long: nobody else is served meanwhile, and no number of fields says how long the planner's search will be.
 * Whoever plans is asked to call `look` often.
 */
export class PlanningTime {
  readonly #now: () => number;
  #endsAt = Number.POSITIVE_INFINITY;
  #mostMs = 0;
  #looks = 0;

  /** @param now - ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Plans, at once.
   *
   * @param mostMs - how long it may take at most.
   * @throws {OutOfPlanningTime} when it takes longer.
   */
  within<T>(mostMs: number, plan: () => T): T {
    this.#mostMs = mostMs;
    this.#endsAt = this.#now() + mostMs;
    try {
      return plan();
    } finally {
      this.#endsAt = Number.POSITIVE_INFINITY;
    }
  }

  /** @throws {OutOfPlanningTime} when what is being planned has had its time; does nothing where nothing is. */
  readonly look = (): void => {
    this.#looks = (this.#looks + 1) % STRIDE;
    if (this.#looks > 0 || this.#now() < this.#endsAt) return;
    throw new OutOfPlanningTime(this.#mostMs);
  };
}
