import type { CalendarDate } from '../../domain/calendarDate.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from '../transport/badResponse.ts';

/**
 * Makes sure that a system kept its order, without which pages leave out rows; days that are not told are passed over.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE`.
 */
export function expectNewestFirst(days: readonly (CalendarDate | null)[], jurisdiction: DivisionCode): void {
  const told = days.filter((day) => day !== null);
  const isInOrder = told.every((day, index) => day <= (told[index - 1] ?? day));
  if (!isInOrder) throw badResponse(jurisdiction, 'gave rows that are not in order, the newest first');
}
