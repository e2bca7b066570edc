import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** Something for a worker to do. */
export type WakeUp =
  /** A place has steps that are ready. */
  | { readonly kind: 'place'; readonly subgraph: string; readonly division: DivisionCode }
  /** The clock of a case was started, stopped or set going again. */
  | { readonly kind: 'deadline'; readonly caseId: string };

/** Tells workers that there is something to do; what is to be done they read from the tables. */
export interface WakeUps {
  /** What is committed: nobody is woken for what may be rolled back. Returns at once; what is lost costs time only. */
  send(wakeUps: readonly WakeUp[]): void;
}
