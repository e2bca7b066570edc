import type { PlannedOperation } from '../Planner.ts';

/** What a planning thread is asked for. */
export interface PlanningJob {
  /** One operation and its fragments. */
  readonly text: string;
  readonly labels: readonly string[];
  /** How long it may take. */
  readonly mostMs: number;
}

/** What a planning thread says: that it is there, and then one answer to each job, in turn. */
export type PlanningReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'planned'; readonly planned: PlannedOperation }
  | { readonly kind: 'too-costly'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };
