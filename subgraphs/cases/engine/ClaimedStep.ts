import type { StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** A step that a worker owns until its lease ends; what it writes counts only under this token. */
export interface ClaimedStep {
  readonly stepKey: string;
  readonly caseId: string;
  /** Key of the step in its procedure, `undo:` before it for a compensation. */
  readonly step: string;
  readonly businessKey: string;
  readonly subgraph: string;
  readonly division: DivisionCode;
  readonly action: StepAction;
  /** `READY`: never sent. `SENT`: whether it arrived is not known. Else what its place said the last time. */
  readonly state: 'READY' | 'SENT' | 'PENDING' | 'UNKNOWN';
  /** Why it was not done the last time; `null` where nothing was said. */
  readonly code: string | null;
  /** Turns in a row that left it in this state, for such a reason. */
  readonly attempts: number;
  /** How often a worker lost it without a word. */
  readonly crashes: number;
  readonly owner: string;
  readonly token: string;
}
