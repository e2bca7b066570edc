import { type RawBuilder, type Selectable, sql } from 'kysely';
import { CASE_STATUSES, type CaseStatus } from '../../../domain/cases/caseStatus.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { divisionSpan } from '../../../domain/divisionSpan.ts';
import type { CasePosition } from '../caseCursor.ts';
import type { CasePage } from '../casePage.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';
import { toCaseRecord } from './toCaseRecord.ts';

export interface WorkQuestion {
  readonly division: DivisionCode;
  readonly statuses: readonly CaseStatus[] | null;
  /** `YYYY-MM-DD`. */
  readonly dueBy: string | null;
  readonly first: number;
  readonly after: CasePosition | null;
}

/** No day of a case is later. */
const NEVER = '9999-12-31';
/** As the indexes have it, which a parameter would not be. */
const DUE = sql.raw<string>(`coalesce(due_on, date '${NEVER}')`);
const ORDER = sql.raw(`coalesce(due_on, date '${NEVER}'), submitted_at, case_id`);
/** A case in one of these is over. */
const OVER: ReadonlySet<CaseStatus> = new Set(['CLOSED', 'DECLINED']);
/** No office knows of a case before all have consented. */
const UNKNOWN: CaseStatus = 'AWAITING_CONSENT';
const OPEN = CASE_STATUSES.filter((status) => !OVER.has(status));
const PARTS = ['accepting_division', 'owning_division', 'third_division'] as const;

/**
 * Cases of a division and those in it, but such as not all have consented to; those due first before the others, then the
 * oldest.
 *
 * Every index has a status, and a place where there is one, before the order of the list: the first of each are taken and
 * merged. A province is in so many of all cases that its own are soon found among them; of a city or county each place in
 * it is looked up.
 */
export async function listWork(database: CasesDatabase, question: WorkQuestion): Promise<CasePage> {
  const { division, first, after } = question;
  const found = /^(..0000)$/.test(division) ? amongAll(question) : byPlace(question);
  const { rows } = await sql<Selectable<CasesTables['cases']>>`
    select cases.* from (
      select case_id from (${found}) as found order by ${ORDER} limit ${first + 1}
    ) as page join cases.cases using (case_id)
    order by ${ORDER}`.execute(database);
  return {
    records: rows.slice(0, first).map(toCaseRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}

const statusesOf = ({ statuses }: WorkQuestion): RawBuilder<unknown> => {
  const wanted = (statuses ?? OPEN).filter((status) => status !== UNKNOWN);
  return sql`(select distinct status from unnest(${wanted}::text[]) as status) as wanted`;
};

/** The first of one status, and of one place. */
const firstOf = (question: WorkQuestion, condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select case_id, due_on, submitted_at from cases.cases
  where cases.status = wanted.status and ${condition} and ${pageOf(question)}
  order by ${ORDER} limit ${question.first + 1}`;

function pageOf({ dueBy, after, statuses }: WorkQuestion): RawBuilder<unknown> {
  const due = dueBy === null ? sql`true` : sql`${DUE} <= ${dueBy}::date and due_on is not null`;
  const next =
    after === null
      ? sql`true`
      : sql`(${ORDER}) > (${after.dueOn ?? NEVER}::date, ${new Date(after.submittedAt)}, ${after.caseId}::uuid)`;
  // Nor of one that ended because somebody did not.
  const consented = (statuses ?? []).some((status) => OVER.has(status))
    ? sql`not state @> '{"lackedConsent": true}'`
    : sql`true`;
  return sql`${due} and ${next} and ${consented}`;
}

function amongAll(question: WorkQuestion): RawBuilder<unknown> {
  const [from, to] = divisionSpan(question.division);
  const isHere = PARTS.map((part) => sql`${sql.raw(part)} between ${from} and ${to}`);
  return sql`
    select taken.* from ${statusesOf(question)}
    cross join lateral (${firstOf(question, sql`(${sql.join(isHere, sql` or `)})`)}) as taken`;
}

function byPlace(question: WorkQuestion): RawBuilder<unknown> {
  const parts = PARTS.map((part) => {
    const column = sql.raw(part);
    return sql`
      select taken.* from (${placesIn(question.division, column)}) as place
      cross join ${statusesOf(question)}
      cross join lateral (${firstOf(question, sql`${column} = place.code`)}) as taken`;
  });
  // A case may lie in a place in two ways.
  return sql.join(parts, sql` union `);
}

/** The places in a division that have cases: one look into the index for each of them. */
function placesIn(division: DivisionCode, column: RawBuilder<unknown>): RawBuilder<unknown> {
  const [from, to] = divisionSpan(division);
  return sql`
    with recursive place as (
      (select ${column} as code from cases.cases where ${column} between ${from} and ${to} order by 1 limit 1)
      union all
      select (
        select ${column} from cases.cases where ${column} > place.code and ${column} <= ${to} order by 1 limit 1
      ) from place where place.code is not null
    )
    select code from place where code is not null`;
}
