import { type RawBuilder, sql } from 'kysely';
import { columnsOf } from './columnsOf.ts';
import type { PlannedChange } from './planChange.ts';

/** What a change sets in the row of its case. */
export function settingCase({ record, last, isClock }: PlannedChange): RawBuilder<unknown> {
  const columns = columnsOf(record.state, record.status);
  return sql`
    status = ${columns.status}, outcome = ${columns.outcome}, state = ${columns.state},
    procedure_id = ${columns.procedure_id}, procedure_version = ${columns.procedure_version},
    submitted_at = ${columns.submitted_at}, accepted_at = ${columns.accepted_at}, closed_at = ${columns.closed_at},
    sequence = ${last.sequence}, last_hash = ${last.hash}, due_stale = cases.due_stale or ${isClock}::boolean`;
}
