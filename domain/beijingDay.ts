import { type CalendarDate, parseCalendarDate } from './calendarDate.ts';

/** China has one time zone and no summer time. */
const OFFSET_MS = 8 * 3_600_000;

/**
 * The calendar day in 北京 at an instant.
 *
 * @param at - epoch ms.
 */
export function beijingDay(at: number): CalendarDate {
  return parseCalendarDate(new Date(at + OFFSET_MS).toISOString().slice(0, 10));
}
