import { OutOfPlanningTime } from './OutOfPlanningTime.ts';
import type { PlanningAllowance } from './PlanningAllowance.ts';

/** Looks of which one is at the clock. */
const STRIDE = 32;

/**
 * Ends planning that takes too long: nobody else is served meanwhile, and no number of fields says how long the planner's search will be.
 * Whoever plans is asked to call `look` often.
 */
export class PlanningTime {
  readonly #now: () => number;
  readonly #processorMs: () => number;
  #endsAt = Number.POSITIVE_INFINITY;
  /** Where it depends on what was done until then: when that is looked at, and what it may be. */
  #soonestAt = Number.POSITIVE_INFINITY;
  #processorEnd = Number.NEGATIVE_INFINITY;
  #mostMs = 0;
  #looks = 0;

  /** @param now - ms. @param processorMs - of the processors' time, what this process has had. */
  constructor(now: () => number = () => performance.now(), processorMs: () => number = processorMsOfProcess) {
    this.#now = now;
    this.#processorMs = processorMs;
  }

  /**
   * Plans, at once.
   *
   * @param allowance - how long it may take.
   * @throws {OutOfPlanningTime} when it takes longer.
   */
  within<T>({ mostMs, work }: PlanningAllowance, plan: () => T): T {
    const at = this.#now();
    this.#mostMs = mostMs;
    this.#endsAt = at + mostMs;
    this.#soonestAt = work === undefined ? this.#endsAt : at + Math.min(mostMs, work.ms);
    this.#processorEnd = work === undefined ? 0 : this.#processorMs() + work.ms * work.threads;
    try {
      return plan();
    } finally {
      this.#soonestAt = Number.POSITIVE_INFINITY;
    }
  }

  /** @throws {OutOfPlanningTime} when what is being planned has had its time; does nothing where nothing is. */
  readonly look = (): void => {
    this.#looks = (this.#looks + 1) % STRIDE;
    if (this.#looks > 0) return;
    const now = this.#now();
    if (now < this.#soonestAt) return;
    if (now < this.#endsAt && this.#processorMs() < this.#processorEnd) return;
    throw new OutOfPlanningTime(this.#mostMs);
  };
}

function processorMsOfProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
