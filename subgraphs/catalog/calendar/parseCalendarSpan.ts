import { addDays } from '../../../domain/addDays.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import type { CalendarSpan } from './CalendarSpan.ts';
import { parseDayArgument } from './parseDayArgument.ts';

const MAX_DAYS = 366;
/** A day whose span fits before the year 10000. */
const LAST_START = '9998-12-31';

/** @throws {TongbanError} BAD_USER_INPUT for a value of another form, or a span that is turned round or too long. */
export function parseCalendarSpan(input: {
  readonly division: unknown;
  readonly from: unknown;
  readonly to: unknown;
}): CalendarSpan {
  const from = parseDayArgument('from', input.from);
  const to = parseDayArgument('to', input.to);
  if (to < from) throw new TongbanError('BAD_USER_INPUT', 'to must not be before from');
  if (from > LAST_START || to > addDays(from, MAX_DAYS))
    throw new TongbanError('BAD_USER_INPUT', `to must be at most ${MAX_DAYS} days after from`);
  return { division: parseDivisionArgument('division', input.division), from, to };
}
