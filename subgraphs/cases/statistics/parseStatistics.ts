import { addDays } from '../../../domain/addDays.ts';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import type { QueryCaseStatisticsArgs } from '../resolvers.generated.ts';
import { fromDepartmentName } from './departmentName.ts';
import type { StatisticsDimension, StatisticsQuestion } from './StatisticsQuestion.ts';
import type { DaySpan } from './splitSpan.ts';

/** What was asked, before the catalogue has said who is in an alliance. */
export interface ParsedStatistics extends Omit<StatisticsQuestion, 'periods'> {
  readonly span: DaySpan;
  readonly alliance: string | null;
}

const MOST_DAYS = 3_653;
const MOST_DAYS_BY_DAY = 366;
/** Later there is no day to count from. */
const LAST_START = '9988-12-31';

/** @throws {TongbanError} BAD_USER_INPUT naming the argument. */
export function parseStatistics({ filter, groupBy }: QueryCaseStatisticsArgs): ParsedStatistics {
  const dimensions: ReadonlySet<StatisticsDimension> = new Set(groupBy ?? []);
  return {
    span: parseSpan(filter, dimensions.has('DAY') ? MOST_DAYS_BY_DAY : MOST_DAYS),
    alliance: filter.alliance ?? null,
    item: filter.item ?? null,
    department: filter.department ? fromDepartmentName(filter.department) : null,
    division: parseOptionalDivision('division', filter.division),
    accepting: parseOptionalDivision('acceptingDivision', filter.acceptingDivision),
    owning: parseOptionalDivision('owningDivision', filter.owningDivision),
    mode: filter.mode ?? null,
    authority: filter.authority ?? null,
    channel: filter.channel ?? null,
    groupBy: dimensions,
  };
}

function parseSpan(filter: { readonly from: unknown; readonly to: unknown }, mostDays: number): DaySpan {
  const from = parseDay('from', filter.from);
  const to = parseDay('to', filter.to);
  if (to < from) throw new TongbanError('BAD_USER_INPUT', 'filter.to must not be before filter.from');
  if (from > LAST_START || to > addDays(from, mostDays))
    throw new TongbanError('BAD_USER_INPUT', `filter.to must be at most ${mostDays} days after filter.from`);
  return { from, to };
}

function parseDay(name: string, value: unknown): CalendarDate {
  try {
    return parseCalendarDate(typeof value === 'string' ? value : '');
  } catch (cause) {
    throw new TongbanError('BAD_USER_INPUT', `filter.${name} must be a day of the form YYYY-MM-DD`, {
      cause,
    });
  }
}

const parseOptionalDivision = (name: string, value: unknown): DivisionCode | null =>
  value === null || value === undefined ? null : parseDivisionArgument(`filter.${name}`, value);
