import { sql } from 'kysely';
import type { CaseStatus } from '../../../domain/cases/caseStatus.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasePosition } from '../caseCursor.ts';
import type { CasePage } from '../casePage.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
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
/** As the index has it, which a parameter would not be. */
const DUE = sql.raw<string>(`coalesce(due_on, date '${NEVER}')`);
/** A case in one of these is over. */
const OVER: ReadonlySet<CaseStatus> = new Set(['CLOSED', 'DECLINED']);

/**
 * Cases of a division and those in it, but such as not all have consented to; those due first before the others, then the oldest.
 */
export async function listWork(
  database: CasesDatabase,
  { division, statuses, dueBy, first, after }: WorkQuestion,
): Promise<CasePage> {
  const prefix = division.replace(/(00)+$/, '');
  const [from, to] = [prefix.padEnd(6, '0'), prefix.padEnd(6, '9')];
  let query = database
    .selectFrom('cases')
    .selectAll()
    .where((where) =>
      where.or([
        sql<boolean>`accepting_division between ${from} and ${to}`,
        sql<boolean>`owning_division between ${from} and ${to}`,
        sql<boolean>`third_division between ${from} and ${to}`,
      ]),
    )
    .orderBy(DUE)
    .orderBy('submitted_at')
    .orderBy('case_id')
    .limit(first + 1);
  query = query.where('status', '<>', 'AWAITING_CONSENT');
  if (statuses !== null) query = query.where(sql<boolean>`status = any(${statuses})`);
  if (statuses === null || !statuses.some((status) => OVER.has(status)))
    query = query.where('closed_at', 'is', null);
  else query = query.where(sql<boolean>`not state @> '{"lackedConsent": true}'`);
  if (dueBy !== null) query = query.where('due_on', '<=', dueBy);
  if (after !== null)
    query = query.where(
      sql<boolean>`(${DUE}, submitted_at, case_id)
        > (${after.dueOn ?? NEVER}::date, ${new Date(after.submittedAt)}, ${after.caseId}::uuid)`,
    );
  const rows = await query.execute();
  return {
    records: rows.slice(0, first).map(toCaseRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}
