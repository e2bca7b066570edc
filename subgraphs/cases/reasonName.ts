import type { CaseEvent } from '../../domain/cases/CaseEvent.ts';

/**
 * Under what name a clerk's reason is kept for what may happen to a case more than once: each time has its own.
 *
 * @param sequence - of the event, from 1.
 */
export const reasonName = (
  type: Extract<CaseEvent['type'], 'SPECIAL_PROCEDURE_BEGUN' | 'SPECIAL_PROCEDURE_ENDED' | 'STEP_RESOLVED'>,
  sequence: number,
): string => `reason:${type}:${sequence}`;
