import type { StepResult } from '../../domain/cases/StepResult.ts';

/** A result as servers of ours tell it each other in JSON. */
export interface WireResult {
  readonly outcome: StepResult['outcome'];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly code?: string;
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  readonly isLasting?: true;
}

/** A result in JSON; what there is nothing of is left out. */
export function toWireResult(result: StepResult): WireResult {
  if (result.outcome !== 'FAILED') return result;
  const { retryAfterSeconds, ...kept } = result;
  return { ...kept, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
}
