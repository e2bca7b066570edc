import { type DocumentNode, print } from 'graphql';
import type { ApolloPlanner } from '../ApolloPlanner.ts';
import { OutOfPlanningTime } from '../OutOfPlanningTime.ts';
import type { PlannedOperation, Planner } from '../Planner.ts';
import type { PlanningThread } from './PlanningThread.ts';

export interface PatientPlannerOptions {
  /** How long an operation may take, ms; it may change. */
  readonly mostMs: () => number;
  /** Without it all is planned at once. */
  readonly thread?: Pick<PlanningThread, 'isBusy' | 'plan'> | undefined;
}

/** Everyday operations take a tenth of it, also as the first ones of a process. */
const HERE_MS = 250;
/** While others are planned aside: whoever sends one costly operation after the other is not to have everybody wait each time. */
const BUSY_MS = 50;

/** Plans at once what takes little time, and all else on a thread of its own, so that nobody else waits for it. */
export class PatientPlanner implements Planner {
  readonly #planner: Pick<ApolloPlanner, 'plan'>;
  readonly #options: PatientPlannerOptions;

  constructor(planner: Pick<ApolloPlanner, 'plan'>, options: PatientPlannerOptions) {
    this.#planner = planner;
    this.#options = options;
  }

  plan(document: DocumentNode, labels: readonly string[] = []): PlannedOperation | Promise<PlannedOperation> {
    const { thread } = this.#options;
    const mostMs = this.#options.mostMs();
    const hereMs = thread === undefined ? mostMs : Math.min(mostMs, thread.isBusy ? BUSY_MS : HERE_MS);
    try {
      return this.#planner.plan(document, labels, hereMs);
    } catch (error) {
      if (!(error instanceof OutOfPlanningTime) || thread === undefined || hereMs === mostMs) throw error;
      return thread.plan({ text: print(document), labels, mostMs });
    }
  }
}
