import type { PlanningTurns } from './aside/PlanningTurns.ts';

/** How operations are planned. */
export interface PlanningOptions {
  /** How long one operation may take, ms; it may change. */
  readonly mostMs: () => number;
  /** The program of a thread for operations that take longer than a moment; without it they are planned at once, and all else waits. */
  readonly program?: URL | undefined;
  /** Of all supergraphs that are planned for here; by default each has turns of its own. */
  readonly turns?: PlanningTurns;
  /** Told once why no such thread can be begun. */
  readonly onMissing?: (reason: unknown) => void;
}
