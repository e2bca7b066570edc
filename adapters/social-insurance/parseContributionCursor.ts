import { TongbanError } from '../../domain/TongbanError.ts';
import { parseYearMonth } from '../../domain/yearMonth.ts';
import type { ContributionPosition } from './ContributionPosition.ts';
import type { ContributionFilter } from './port.ts';

/** A month, and how many of its rows were shown: three digits are more than any month has. */
const CURSOR = /^(\d{4}-(?:0[1-9]|1[0-2]))\+(\d{1,3})$/;

/**
 * Reads what `formatContributionCursor` wrote; `null` begins at the newest month of the filter.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for any other text, or one that leads out of the filter.
 */
export function parseContributionCursor(
  after: string | null,
  { from, to }: ContributionFilter,
): ContributionPosition {
  if (after === null) return { month: to, skip: 0 };

  const [, written, skip] = CURSOR.exec(after) ?? [];
  const month = written === undefined ? null : parseYearMonth(written);
  if (month === null || (from !== null && month < from) || (to !== null && month > to)) {
    throw new TongbanError('BAD_USER_INPUT', '`after` is not a cursor of this list');
  }
  return { month, skip: Number(skip) };
}
