import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { StepState } from './stepState.ts';

/** A row of the step journal, opened. */
export interface JournaledStep {
  readonly stepKey: string;
  readonly state: StepState;
  /** `null` once it is too old to be kept. */
  readonly request: StepRequest | null;
  /** The last that was said of it; `null` where nothing was, or where it is too old to be kept. */
  readonly result: StepResult | null;
  /** Whether a process is at it now. */
  readonly isOwned: boolean;
  /** How often it was sent, or was about to be. */
  readonly attempts: number;
  /** Milliseconds since it was sent last, or was about to be, by the database's clock; `null`: never. */
  readonly sentAgoMs: number | null;
  /** Grows with every change of owner and of state. */
  readonly token: bigint;
}
