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

/** Cases of a division and those in it, those due first before the others, then the oldest. */
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
        where.between(sql<string>`accepting_division::text`, from, to),
        where.between(sql<string>`owning_division::text`, from, to),
        where.between(sql<string>`third_division::text`, from, to),
      ]),
    )
    .orderBy(sql`coalesce(due_on, ${NEVER}::date)`)
    .orderBy('submitted_at')
    .orderBy('case_id')
    .limit(first + 1);
  query =
    statuses === null
      ? query.where('closed_at', 'is', null)
      : query.where(sql<boolean>`status = any(${statuses})`);
  if (dueBy !== null) query = query.where('due_on', '<=', dueBy);
  if (after !== null)
    query = query.where(
      sql<boolean>`(coalesce(due_on, ${NEVER}::date), submitted_at, case_id)
        > (${after.dueOn ?? NEVER}::date, ${new Date(after.submittedAt)}, ${after.caseId}::uuid)`,
    );
  const rows = await query.execute();
  return {
    records: rows.slice(0, first).map(toCaseRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}
