import type { StepResult } from '../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

/** What cases is told of a step, and who says so: `POST /step-results/<subgraph>.<jurisdiction>`, docs/steps.md. */
export interface StepReport {
  readonly jurisdiction: DivisionCode;
  /** `housing-fund` and the like. */
  readonly subgraph: string;
  readonly stepKey: string;
  readonly result: StepResult;
}

/** The server that runs the cases, as a place tells it what came of a step. */
export interface CasesPort {
  /**
   * Tells of one step, once.
   *
   * @param context - the signed call context.
   * @throws {TongbanError} when cases has not said that it knows the result: it is to be told again.
   */
  tell(report: StepReport, context: string, signal: AbortSignal): Promise<void>;
}
