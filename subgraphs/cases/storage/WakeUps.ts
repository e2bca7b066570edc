import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Something for a worker to do. */
export type WakeUp =
  /** A place has steps that are ready. */
  | { readonly kind: 'place'; readonly subgraph: string; readonly division: DivisionCode }
  /** The clock of a case was started, stopped or set going again. */
  | { readonly kind: 'deadline'; readonly caseId: string };

/** Tells workers that there is something to do; what is to be done they read from the tables. */
export interface WakeUps {
  /** Within the transaction of what it is about: nobody is woken for what was rolled back. */
  send(transaction: CasesDatabase, wakeUps: readonly WakeUp[]): Promise<void>;
}
