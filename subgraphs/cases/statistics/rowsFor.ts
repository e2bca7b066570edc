import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { CaseStatisticsRow } from '../resolvers.generated.ts';
import { toDepartmentName } from './departmentName.ts';
import { boundsOfBucket, decidedOf, durationQuantile } from './durationQuantile.ts';
import { BUCKETS, MEASURES } from './measures.ts';
import type { Publication } from './Publication.ts';
import type { StatisticsQuestion } from './StatisticsQuestion.ts';
import type { StatisticsRow } from './StatisticsRow.ts';
import { type Savings, savingsOf } from './savings.ts';

export interface RowsOptions {
  readonly publication: Publication;
  readonly question: Pick<StatisticsQuestion, 'groupBy' | 'division'>;
  readonly savings: Savings | null;
}

const SHOWN = [
  'submitted',
  'accepted',
  'declined',
  'completed',
  'refused',
  'withdrawn',
  'terminated',
  'overdue',
] as const;

/** Rows as they are told; a question without groups always has one. */
export function rowsFor(rows: readonly StatisticsRow[], options: RowsOptions): CaseStatisticsRow[] {
  const { publication, question } = options;
  if (question.groupBy.size === 0) return [tell(rows[0] ?? NOTHING, options)];
  return rows
    .filter((row) => SHOWN.some((measure) => !publication.count(row[measure]).suppressed))
    .map((row) => tell(row, options));
}

function tell(row: StatisticsRow, { publication, question, savings }: RowsOptions): CaseStatisticsRow {
  const count = (value: number) => publication.count(value);
  const completed = count(row.completed);
  return {
    ...dimensionsOf(row),
    submitted: count(row.submitted),
    accepted: count(row.accepted),
    declined: count(row.declined),
    completed,
    refused: count(row.refused),
    withdrawn: count(row.withdrawn),
    terminated: count(row.terminated),
    overdue: count(row.overdue),
    receivedHereForOthers: question.division === null ? null : count(row.here_for_others),
    receivedByOthersForUs: question.division === null ? null : count(row.elsewhere_for_us),
    handling: handlingOf(row, publication),
    savings: savingsOf(completed.value, savings),
  };
}

function handlingOf(row: StatisticsRow, publication: Publication): CaseStatisticsRow['handling'] {
  const count = (value: number) => publication.count(value);
  const decided = decidedOf(row);
  const isTold = publication.mayDescribe(decided);
  return {
    decided: count(decided),
    median: isTold ? durationQuantile(row, 0.5) : null,
    p90: isTold ? durationQuantile(row, 0.9) : null,
    histogram: BUCKETS.map((bucket, index) => ({
      workingDays: boundsOfBucket(index),
      count: count(row[bucket]),
    })),
    ownLimit: { known: count(row.limited), within: count(row.within_limit) },
    promisedLimit: { known: count(row.promised), within: count(row.within_promised) },
    statutoryLimit: { known: count(row.statutory), within: count(row.within_statutory) },
  };
}

function dimensionsOf({
  item,
  department,
  accepting,
  owning,
  mode,
  authority,
  channel,
  day,
  month,
}: StatisticsRow) {
  return {
    item: item === null ? null : { code: item },
    department: toDepartmentName(department),
    acceptingDivision: accepting === null ? null : { code: parseDivisionCode(accepting) },
    owningDivision: owning === null ? null : { code: parseDivisionCode(owning) },
    mode,
    authority,
    channel,
    day,
    month,
  };
}

const NOTHING: StatisticsRow = {
  item: null,
  department: null,
  accepting: null,
  owning: null,
  mode: null,
  authority: null,
  channel: null,
  day: null,
  month: null,
  here_for_others: 0,
  elsewhere_for_us: 0,
  ...zeroes(),
};

function zeroes() {
  return Object.fromEntries(MEASURES.map((measure) => [measure, 0])) as Record<
    (typeof MEASURES)[number],
    number
  >;
}
