import { PARKED_FOR } from './parkedFor.ts';
import type { StepProgress } from './StepProgress.ts';

const ANSWERED: ReadonlySet<string> = new Set(Object.values(PARKED_FOR));

/** Whether a step goes on by itself once its place says what became of it: also one that was parked because nothing came. */
export function awaitsAnswer(progress: StepProgress | undefined): boolean {
  if (progress?.status === 'PARKED') return !ANSWERED.has(progress.code);
  return progress?.status === 'BEGUN' || progress?.status === 'PENDING' || progress?.status === 'UNKNOWN';
}
