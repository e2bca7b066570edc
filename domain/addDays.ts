import { type CalendarDate, parseCalendarDate } from './calendarDate.ts';

const DAY_MS = 86_400_000;
const LAST_MS = Date.parse('9999-12-31T00:00:00Z');

/**
 * The calendar day so many days later, or earlier for a negative number.
 *
 * @throws {RangeError} beyond the year 9999.
 */
export function addDays(day: CalendarDate, days: number): CalendarDate {
  const time = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
  if (time > LAST_MS) throw new RangeError('the day lies beyond the year 9999');
  return parseCalendarDate(new Date(time).toISOString().slice(0, 10));
}
