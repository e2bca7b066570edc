import { sql } from 'kysely';
import { OWNER_ROLES } from '../../../domain/cases/ownerRoles.ts';
import type { UpdatePosition } from '../live/updatePosition.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** One case, or all in which somebody is applicant or agent. */
export type UpdateFilter = { readonly caseId: string } | { readonly holderId: string };

/**
 * What happened after a position and before a transaction, each case once, in order.
 *
 * @param span.head - of a span that was read: everything before it is there to be seen.
 */
export async function readMissedUpdates(
  database: CasesDatabase,
  filter: UpdateFilter,
  { after, head }: { readonly after: UpdatePosition; readonly head: bigint },
): Promise<readonly UpdatePosition[]> {
  const cases =
    'caseId' in filter
      ? sql`select ${filter.caseId}::uuid`
      : sql`select case_id from cases.parties
            where holder_id = ${filter.holderId}::uuid and role = any(${OWNER_ROLES}::text[])`;
  const { rows } = await sql<{ readonly case_id: string; readonly xid: string }>`
    select case_id, xid::text as xid from (
      select distinct on (case_id) case_id, xid
      from cases.events
      where case_id in (${cases}) and xid < ${String(head)}::text::xid8
        and (xid, case_id) > (${String(after.xid)}::text::xid8, ${after.caseId}::uuid)
      order by case_id, events.xid desc
    ) as missed
    order by missed.xid, case_id`.execute(database);
  return rows.map(({ case_id, xid }) => ({ caseId: case_id, xid: BigInt(xid) }));
}
