import { parseCalendarDate } from '../domain/calendarDate.ts';
import { parseDivisionCode } from '../domain/divisionCode.ts';
import type {
  StatisticsDimension,
  StatisticsQuestion,
} from '../subgraphs/cases/statistics/StatisticsQuestion.ts';
import type { CasesTables } from '../subgraphs/cases/storage/CasesTables.ts';
import { readStatistics } from '../subgraphs/cases/storage/readStatistics.ts';
import type { AskedPages } from './AskedPages.ts';
import type { MeasuredDatabase } from './withMeasuredDatabase.ts';

const MOST_ROWS = 1_001;
const YEAR = { from: parseCalendarDate('2025-01-01'), to: parseCalendarDate('2025-12-31') };
/** Begins and ends within a month. */
const UNEVEN = { from: parseCalendarDate('2025-01-15'), to: parseCalendarDate('2026-11-20') };
const province = parseDivisionCode('430000');
const city = parseDivisionCode('430100');

const ask = (
  given: Partial<StatisticsQuestion>,
  groupBy: readonly StatisticsDimension[] = [],
  span = YEAR,
): StatisticsQuestion => ({
  periods: [{ ...span, pairs: null }],
  ...{ item: null, department: null, division: null, accepting: null, owning: null },
  ...{ mode: null, authority: null, channel: null },
  ...given,
  groupBy: new Set(groupBy),
});

const QUESTIONS: readonly (readonly [string, StatisticsQuestion])[] = [
  ['statistics of all places, by month', ask({}, ['MONTH'])],
  ['statistics of a province, by item', ask({ division: province }, ['ITEM'])],
  ['… from the middle of a month to that of another', ask({ division: province }, ['ITEM'], UNEVEN)],
  ['statistics of a province, by its places', ask({ accepting: province }, ['ACCEPTING_DIVISION'])],
  ['statistics of a city, by item', ask({ division: city }, ['ITEM'])],
  ['statistics of provinces, each with each', ask({}, ['ACCEPTING_PROVINCE', 'OWNING_PROVINCE'])],
  [
    'statistics of a province, by the other and by month',
    ask({ accepting: province }, ['OWNING_PROVINCE', 'MONTH']),
  ],
];

/** Pages of statistics. */
export async function measureStatistics(
  { database, measure }: MeasuredDatabase<CasesTables>,
  rounds: number,
): Promise<readonly AskedPages[]> {
  const reports: AskedPages[] = [];
  for (const [question, asked] of QUESTIONS) {
    await readStatistics(database, asked, MOST_ROWS);
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      timesMs.push(await measure(() => readStatistics(database, asked, MOST_ROWS)));
    reports.push({ question, timesMs });
  }
  return reports;
}
