import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { WakeUp } from './WakeUps.ts';

/** What happened to a case, and what was written with it, by name. */
export interface CaseChange {
  readonly events: readonly CaseEvent[];
  readonly contents: Readonly<Record<string, unknown>>;
  /** In whose right it was done; default the actor's office. */
  readonly office?: DivisionCode;
  /** By which the case goes on from now on; default the one that it runs by. */
  readonly procedure?: Procedure;
  /** Who is to be woken beside those whom what follows concerns. */
  readonly wakeUps?: readonly WakeUp[];
}
