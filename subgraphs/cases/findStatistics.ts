import { formatInstant } from '../../domain/formatInstant.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { SubgraphContext } from './createContext.ts';
import type { CaseStatistics, QueryCaseStatisticsArgs } from './resolvers.generated.ts';
import { alliancePeriods } from './statistics/alliancePeriods.ts';
import { createNoisy, EXACT } from './statistics/Publication.ts';
import { parseSavings } from './statistics/parseSavings.ts';
import { parseStatistics } from './statistics/parseStatistics.ts';
import { publicSpan } from './statistics/publicSpan.ts';
import { rowsFor } from './statistics/rowsFor.ts';
import type { StatisticsQuestion } from './statistics/StatisticsQuestion.ts';
import { SAVINGS_FORMULA } from './statistics/savings.ts';
import type { DaySpan } from './statistics/splitSpan.ts';
import { readStatistics } from './storage/readStatistics.ts';

const MOST_ROWS = 1_000;

/**
 * 办件统计, as exactly as the caller may read it.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument; FORBIDDEN for days or parts of months without the right to them;
 *   OPERATION_TOO_COSTLY for more than 1,000 rows.
 */
export async function findStatistics(
  args: QueryCaseStatisticsArgs,
  context: SubgraphContext,
): Promise<CaseStatistics> {
  const { services, caller } = context;
  const { span: asked, alliance, ...given } = parseStatistics(args);
  const savings = parseSavings(args.savings);
  const exact = caller.readsExactly([given.division, given.accepting, given.owning]);
  const span = exact ? asked : publicSpan(asked, given.groupBy, services.now());
  const question = { ...given, periods: await periodsOf(alliance, span, context) };
  const { asOf, rows } = await askDatabase(readStatistics(services.database, question, MOST_ROWS + 1));
  if (rows.length > MOST_ROWS)
    throw new TongbanError(
      'OPERATION_TOO_COSTLY',
      `More than ${MOST_ROWS} rows; ask for fewer dimensions or a shorter time`,
    );
  const publication = exact ? EXACT : createNoisy((texts) => services.vault.digestOf(texts));
  return {
    asOf: asOf === null ? null : formatInstant(asOf),
    from: span.from,
    to: span.to,
    exact,
    savingsFormula: SAVINGS_FORMULA,
    rows: rowsFor(rows, { publication, question, savings }),
  };
}

async function periodsOf(
  alliance: string | null,
  span: DaySpan,
  { services, signal }: SubgraphContext,
): Promise<StatisticsQuestion['periods']> {
  if (alliance === null) return span.from > span.to ? [] : [{ ...span, pairs: null }];
  const found = await services.statisticsCatalog.findAlliance(alliance, signal);
  if (found === null)
    throw new TongbanError('BAD_USER_INPUT', 'filter.alliance is none that the catalogue has');
  if (found.members === null && found.directions === null)
    throw new TongbanError('BAD_USER_INPUT', 'filter.alliance is one of which no source lists the members');
  return alliancePeriods(found, span);
}
