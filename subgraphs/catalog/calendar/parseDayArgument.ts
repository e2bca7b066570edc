import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/**
 * Reads a day that a client gave.
 *
 * @param argument - the name of the argument, for the error.
 * @param value - as it came: the scalar lets numbers and booleans through.
 * @throws {TongbanError} BAD_USER_INPUT naming the argument, without its value.
 */
export function parseDayArgument(argument: string, value: unknown): CalendarDate {
  try {
    return parseCalendarDate(typeof value === 'string' ? value : '');
  } catch (error) {
    throw new TongbanError('BAD_USER_INPUT', `${argument} must be a day of the form YYYY-MM-DD`, {
      cause: error,
    });
  }
}
