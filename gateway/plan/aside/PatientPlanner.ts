import { type DocumentNode, print } from 'graphql';
import type { ApolloPlanner } from '../ApolloPlanner.ts';
import type { Demand } from '../Demand.ts';
import { OutOfPlanningTime } from '../OutOfPlanningTime.ts';
import type { PlannedOperation, Planner } from '../Planner.ts';
import type { PlanningAllowance } from '../PlanningAllowance.ts';
import { AttemptTimes } from './AttemptTimes.ts';
import { LonePlanning } from './LonePlanning.ts';
import { NoPlanningThread } from './NoPlanningThread.ts';
import type { PlanningThread } from './PlanningThread.ts';
import { PlanningTurns } from './PlanningTurns.ts';

export interface PatientPlannerOptions {
  /** How long an operation may take, ms; it may change. */
  readonly mostMs: () => number;
  /** Without it all is planned here. */
  readonly thread?: Pick<PlanningThread, 'plan' | 'isIdle'> | undefined;
  /** Of all that work on new operations here; by default it does alone. */
  readonly turns?: PlanningTurns | undefined;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
}

/** How much longer a short attempt may take by the clock, on a machine that is busy with others; and how long any may. */
const BUSY_FACTOR = 4;
const LONGEST_MS = 250;

interface Asked {
  readonly document: DocumentNode;
  readonly labels: readonly string[];
  readonly demand: Demand | undefined;
  readonly mostMs: number;
}

type Planned = PlannedOperation | Promise<PlannedOperation>;

/** Plans here what takes little time, and all else on a thread of its own, so that nobody else waits for it. */
export class PatientPlanner implements Planner {
  readonly #planner: Pick<ApolloPlanner, 'plan'>;
  readonly #options: PatientPlannerOptions;
  readonly #turns: PlanningTurns;
  readonly #now: () => number;
  readonly #times = new AttemptTimes();
  readonly #lone: LonePlanning;

  constructor(planner: Pick<ApolloPlanner, 'plan'>, options: PatientPlannerOptions) {
    this.#planner = planner;
    this.#options = options;
    this.#turns = options.turns ?? new PlanningTurns();
    this.#now = options.now ?? (() => performance.now());
    this.#lone = new LonePlanning(this.#now);
  }

  plan(document: DocumentNode, labels: readonly string[] = [], demand?: Demand): Planned {
    const asked = { document, labels, demand, mostMs: this.#options.mostMs() };
    return this.#turns.take('first', isWanted(demand), () =>
      this.#try(asked, this.#times.firstMs(this.#now(), this.#turns.isCrowded)),
    );
  }

  #try(asked: Asked, ms: number): Planned {
    const { thread } = this.#options;
    const { document, labels, demand, mostMs } = asked;
    if (thread === undefined || mostMs <= ms) return this.#planner.plan(document, labels, { mostMs });
    const at = this.#now();
    try {
      return this.#planner.plan(document, labels, allow(asked, ms, thread));
    } catch (error) {
      if (!(error instanceof OutOfPlanningTime)) throw error;
      this.#times.noteVain(this.#now() - at, this.#now());
      const secondMs = this.#times.secondMs(ms);
      // Behind costly ones it would wait for seconds.
      if (secondMs !== undefined && !thread.isIdle)
        return this.#turns.take('again', isWanted(demand), () => this.#try(asked, secondMs));
      return thread.plan({ text: print(document), labels, mostMs }, demand).catch((failure: unknown) => {
        if (failure instanceof NoPlanningThread) return this.#planWithoutThread(asked);
        throw failure;
      });
    }
  }

  #planWithoutThread({ document, labels, demand, mostMs }: Asked): Promise<PlannedOperation> {
    return this.#lone.plan((measure) =>
      this.#turns.take('again', isWanted(demand), () =>
        measure(() => this.#planner.plan(document, labels, { mostMs })),
      ),
    );
  }
}

function allow({ mostMs }: Asked, ms: number, { isIdle }: Pick<PlanningThread, 'isIdle'>): PlanningAllowance {
  const threads = isIdle ? 1 : 2;
  return { mostMs: Math.min(mostMs, BUSY_FACTOR * ms, LONGEST_MS), work: { ms, threads } };
}

const isWanted = (demand: Demand | undefined) => (): boolean => demand?.claim() ?? true;
