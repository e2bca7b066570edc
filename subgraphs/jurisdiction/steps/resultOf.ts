import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { JournaledStep } from './JournaledStep.ts';

/** What a caller is told of a step. @throws {TongbanError} CONFLICT for a final one whose result is no longer kept. */
export function resultOf({
  state,
  isOwned,
  result,
}: Pick<JournaledStep, 'state' | 'isOwned' | 'result'>): StepResult {
  if (isOwned && state !== 'DONE' && state !== 'REFUSED') return { outcome: 'PENDING' };
  switch (state) {
    case 'PENDING':
      return { outcome: 'PENDING' };
    case 'RECEIVED':
    case 'FAILED':
      return result ?? { outcome: 'FAILED', code: 'NOT_SENT', retryAfterSeconds: null };
    case 'SENT':
      return { outcome: 'UNKNOWN', code: 'INTERRUPTED' };
    case 'UNKNOWN':
      return result ?? { outcome: 'UNKNOWN', code: 'INTERRUPTED' };
    case 'DONE':
    case 'REFUSED':
      if (result !== null) return result;
      throw new TongbanError('CONFLICT', 'The step is over, and its result is too old to be kept');
  }
}
