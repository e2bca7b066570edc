import { type DocumentNode, print } from 'graphql';
import type { ApolloPlanner } from '../ApolloPlanner.ts';
import type { Demand } from '../Demand.ts';
import { OutOfPlanningTime } from '../OutOfPlanningTime.ts';
import type { PlannedOperation, Planner } from '../Planner.ts';
import { NoPlanningThread } from './NoPlanningThread.ts';
import type { PlanningThread } from './PlanningThread.ts';
import { tooManyPlans } from './tooManyPlans.ts';
import { unwantedPlan } from './unwantedPlan.ts';

export interface PatientPlannerOptions {
  /** How long an operation may take, ms; it may change. */
  readonly mostMs: () => number;
  /** Without it all is planned at once. */
  readonly thread?: Pick<PlanningThread, 'plan'> | undefined;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
}

/** Everyday operations take a tenth of it, also as the first ones of a process. */
const HERE_MS = 250;
/** Once too much was tried in vain: whoever sends one costly operation after the other is not to have everybody wait each time. */
const BRIEF_MS = 50;
/** Of the time, what may be spent in vain, for how long ahead, and for how long that counts at most. */
const VAIN_SHARE = 0.1;
const AHEAD_MS = 5_000;
const LONGEST_MS = 10_000;

/** Plans at once what takes little time, and all else on a thread of its own, so that nobody else waits for it. */
export class PatientPlanner implements Planner {
  readonly #planner: Pick<ApolloPlanner, 'plan'>;
  readonly #options: PatientPlannerOptions;
  readonly #now: () => number;
  /** Where there is no thread: when everybody has had as long for themselves as the last costly operation took. */
  #freeAt = Number.NEGATIVE_INFINITY;
  /** When all that was tried in vain is no more than its share of the time. */
  #settledAt = Number.NEGATIVE_INFINITY;

  constructor(planner: Pick<ApolloPlanner, 'plan'>, options: PatientPlannerOptions) {
    this.#planner = planner;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  plan(
    document: DocumentNode,
    labels: readonly string[] = [],
    demand?: Demand,
  ): PlannedOperation | Promise<PlannedOperation> {
    const { thread } = this.#options;
    const mostMs = this.#options.mostMs();
    const firstMs = this.#settledAt - this.#now() < AHEAD_MS ? HERE_MS : BRIEF_MS;
    const hereMs = thread === undefined ? mostMs : Math.min(mostMs, firstMs);
    try {
      return this.#planner.plan(document, labels, hereMs);
    } catch (error) {
      if (!(error instanceof OutOfPlanningTime) || thread === undefined || hereMs === mostMs) throw error;
      const at = this.#now();
      this.#settledAt = Math.min(Math.max(this.#settledAt, at) + hereMs / VAIN_SHARE, at + LONGEST_MS);
      return thread.plan({ text: print(document), labels, mostMs }, demand).catch((failure: unknown) => {
        if (!(failure instanceof NoPlanningThread)) throw failure;
        return this.#planWithoutThread(document, labels, mostMs, demand);
      });
    }
  }

  /** Everybody waits for it: not for one after the other. */
  #planWithoutThread(
    document: DocumentNode,
    labels: readonly string[],
    mostMs: number,
    demand: Demand | undefined,
  ): PlannedOperation {
    if (demand?.isWanted === false) {
      demand.giveUp();
      throw unwantedPlan();
    }
    const at = this.#now();
    if (at < this.#freeAt) throw tooManyPlans();
    try {
      return this.#planner.plan(document, labels, mostMs);
    } finally {
      this.#freeAt = 2 * this.#now() - at;
    }
  }
}
