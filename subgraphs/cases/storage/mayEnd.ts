import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';

const ENDING: ReadonlySet<CaseEvent['type']> = new Set(['ENDING_BEGUN', 'STEP_REFUSED', 'STEP_RESOLVED']);

/** Whether a case may come to end by what happened before all that was begun in it is over. */
export const mayEnd = (happened: readonly CaseEvent[]): boolean =>
  happened.some(({ type }) => ENDING.has(type));
