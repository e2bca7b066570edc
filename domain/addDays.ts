import { type CalendarDate, parseCalendarDate } from './calendarDate.ts';

const DAY_MS = 86_400_000;

/**
 * The calendar day so many days later, or earlier for a negative number.
 *
 * @throws {RangeError} beyond the year 9999.
 */
export function addDays(day: CalendarDate, days: number): CalendarDate {
  return parseCalendarDate(
    new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10),
  );
}
