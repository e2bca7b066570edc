import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';

const CLOCK_EVENTS: ReadonlySet<CaseEvent['type']> = new Set([
  'ACCEPTED',
  'SUPPLEMENT_REQUESTED',
  'SUPPLEMENTED',
  'SPECIAL_PROCEDURE_BEGUN',
  'SPECIAL_PROCEDURE_ENDED',
  'ENDING_BEGUN',
]);

/** Whether the due date must be counted anew: it follows acceptance and every stop of the clock. */
export const concernsClock = (events: readonly CaseEvent[]): boolean =>
  events.some(({ type }) => CLOCK_EVENTS.has(type));
