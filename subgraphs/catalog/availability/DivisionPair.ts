import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** 两地: where the applicant hands in, whose authority holds the record, and when. Directed. */
export interface DivisionPair {
  readonly acceptingDivision: DivisionCode;
  readonly owningDivision: DivisionCode;
  readonly on: CalendarDate;
}
