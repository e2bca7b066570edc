import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { StepStore } from './createStepStore.ts';

/** The last final answer that was told of a step. @throws {Error} where there was none yet. */
export function finalAnswer({ told }: StepStore, { businessKey }: StepRequest): StepResult {
  const last = told.findLast(
    ({ businessKey: key, result: { outcome } }) =>
      key === businessKey && (outcome === 'DONE' || outcome === 'REFUSED'),
  );
  if (last === undefined) throw new Error('nothing final was told yet');
  return last.result;
}
