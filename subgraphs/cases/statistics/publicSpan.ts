import { addDays } from '../../../domain/addDays.ts';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StatisticsDimension } from './StatisticsQuestion.ts';
import type { DaySpan } from './splitSpan.ts';

/**
 * The days that somebody without a right to exact figures is told of: whole months up to yesterday, so that neither
 * overlapping spans nor asking again and again shows when a single case came.
 *
 * @returns a span that ends before it begins where no day of it is over.
 * @throws {TongbanError} FORBIDDEN for days or parts of months.
 */
export function publicSpan(
  { from, to }: DaySpan,
  groupBy: ReadonlySet<StatisticsDimension>,
  now: number,
): DaySpan {
  if (groupBy.has('DAY') || !from.endsWith('-01') || !addDays(to, 1).endsWith('-01'))
    throw new TongbanError(
      'FORBIDDEN',
      'Only whole months are told without the scope statistics, and without an office in the filter',
    );
  const yesterday = addDays(beijingDay(now), -1);
  return { from, to: to < yesterday ? to : yesterday };
}
