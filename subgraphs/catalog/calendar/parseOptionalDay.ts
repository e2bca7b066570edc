import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { parseDayArgument } from './parseDayArgument.ts';

/**
 * Reads a day that a client may leave out.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument, without its value.
 */
export function parseOptionalDay(argument: string, value: unknown): CalendarDate | null {
  return value === null || value === undefined ? null : parseDayArgument(argument, value);
}
