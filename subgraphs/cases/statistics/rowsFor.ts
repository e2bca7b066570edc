import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { CaseStatisticsRow } from '../resolvers.generated.ts';
import { toDepartmentName } from './departmentName.ts';
import { boundsOfBucket, decidedOf, durationQuantile } from './durationQuantile.ts';
import { BUCKETS, HAPPENINGS, type Happening, MEASURES, type Measure, SALTS } from './measures.ts';
import type { Publication, PublishedCount } from './Publication.ts';
import type { StatisticsQuestion } from './StatisticsQuestion.ts';
import type { StatisticsRow } from './StatisticsRow.ts';
import { type Savings, savingsOf } from './savings.ts';

export interface RowsOptions {
  readonly publication: Publication;
  readonly question: Pick<StatisticsQuestion, 'groupBy' | 'division'>;
  readonly savings: Savings | null;
}

/** Rows as they are told; a question without groups always has one. */
export function rowsFor(rows: readonly StatisticsRow[], options: RowsOptions): CaseStatisticsRow[] {
  const { publication, question } = options;
  if (question.groupBy.size === 0) return [tell(rows[0] ?? NOTHING, options)];
  return rows
    .filter((row) => HAPPENINGS.some((happening) => !countOf(row, happening, publication).suppressed))
    .map((row) => tell(row, options));
}

function tell(row: StatisticsRow, { publication, question, savings }: RowsOptions): CaseStatisticsRow {
  const count = (happening: Happening) => countOf(row, happening, publication);
  const completed = count('completed');
  return {
    ...dimensionsOf(row),
    submitted: count('submitted'),
    accepted: count('accepted'),
    declined: count('declined'),
    completed,
    refused: count('refused'),
    withdrawn: count('withdrawn'),
    terminated: count('terminated'),
    overdue: count('overdue'),
    receivedHereForOthers:
      question.division === null
        ? null
        : publication.count(row.here_for_others, `submitted ${row.salt_here}`),
    receivedByOthersForUs:
      question.division === null
        ? null
        : publication.count(row.elsewhere_for_us, `submitted ${row.salt_elsewhere}`),
    handling: handlingOf(row, publication),
    savings: savingsOf(completed.value, savings),
  };
}

function countOf(row: StatisticsRow, happening: Happening, publication: Publication): PublishedCount {
  return publication.count(row[happening], `${happening} ${row[`salt_${happening}`]}`);
}

function handlingOf(row: StatisticsRow, publication: Publication): CaseStatisticsRow['handling'] {
  const cases = `${row.salt_completed} ${row.salt_refused}`;
  const count = (measure: Measure) => publication.count(row[measure], `${measure} ${cases}`);
  const decided = decidedOf(row);
  const isTold = publication.mayDescribe(decided);
  return {
    decided: publication.count(decided, `decided ${cases}`),
    median: isTold ? durationQuantile(row, 0.5) : null,
    p90: isTold ? durationQuantile(row, 0.9) : null,
    histogram: BUCKETS.map((bucket, index) => ({
      workingDays: boundsOfBucket(index),
      count: count(bucket),
    })),
    ownLimit: { known: count('limited'), within: count('within_limit') },
    promisedLimit: { known: count('promised'), within: count('within_promised') },
    statutoryLimit: { known: count('statutory'), within: count('within_statutory') },
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
  salt_here: null,
  salt_elsewhere: null,
  ...every(MEASURES, 0),
  ...every(SALTS, 0),
};

function every<Name extends string, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}
