import type { Demand } from '../Demand.ts';
import type { PlannedOperation } from '../Planner.ts';
import type { PlanningJob } from './PlanningJob.ts';
import { tooManyPlans } from './tooManyPlans.ts';
import { unwantedPlan } from './unwantedPlan.ts';

/** A job and whoever waits for it. */
export interface AwaitedJob {
  readonly job: PlanningJob;
  /** Without it the plan is wanted whatever happens. */
  readonly demand: Demand | undefined;
  readonly resolve: (planned: PlannedOperation) => void;
  readonly reject: (error: Error) => void;
}

/** Each takes seconds, and whoever asks has a deadline. */
const MOST_WAITING = 16;

/** Operations that are to be planned, in the order in which they came. */
export class PlanningLine {
  /** And when whoever asked has most likely left, by `performance.now()`. */
  readonly #waiting = new Map<AwaitedJob, number>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Rejects it at once where too many wait. */
  add(awaited: AwaitedJob): void {
    if (this.#waiting.size >= MOST_WAITING) awaited.reject(tooManyPlans());
    else this.#waiting.set(awaited, performance.now() + awaited.job.mostMs);
  }

  /** The next job whose time is not over. */
  next(): AwaitedJob | undefined {
    for (const [awaited, expiresAt] of this.#waiting) {
      this.#waiting.delete(awaited);
      if (performance.now() <= expiresAt) return awaited;
      awaited.reject(tooManyPlans());
    }
    return undefined;
  }

  /** @returns false where it does not stand in line. */
  dropUnwanted(awaited: AwaitedJob): boolean {
    if (!this.#waiting.delete(awaited)) return false;
    awaited.demand?.giveUp();
    awaited.reject(unwantedPlan());
    return true;
  }

  rejectAll(error: Error): void {
    const all = [...this.#waiting.keys()];
    this.#waiting.clear();
    for (const { reject } of all) reject(error);
  }
}
