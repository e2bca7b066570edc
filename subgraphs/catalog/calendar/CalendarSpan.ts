import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** Days of the calendar at a place; both ends belong to it. */
export interface CalendarSpan {
  readonly division: DivisionCode;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}
