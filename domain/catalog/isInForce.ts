import type { CalendarDate } from '../calendarDate.ts';
import type { Coverage } from './Coverage.ts';

/** Whether a statement holds on a day; both its first and its last day belong to it. */
export function isInForce({ startsOn, endsOn }: Coverage, on: CalendarDate): boolean {
  // Calendar dates in ISO form compare as text.
  return startsOn <= on && (endsOn === null || on <= endsOn);
}
