import { sql } from 'kysely';
import { OWNER_ROLES } from '../../../domain/cases/ownerRoles.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** A case to which something happened. */
export interface LoggedUpdate {
  readonly caseId: string;
  /** Of the last transaction that wrote it, among those that were read. */
  readonly xid: bigint;
  /** Applicant and agent. */
  readonly holderIds: readonly string[];
}

export interface LogSpan {
  readonly updates: readonly LoggedUpdate[];
  /** Where to go on: all transactions before it have ended, and were read. */
  readonly head: bigint;
}

/**
 * What was written from a transaction on, in the order of the transactions, each case once.
 *
 * Only what lies before the oldest transaction that is still under way is read: numbers are given at the beginning and seen
 * at the end, so that one with a smaller number could still appear behind what was read. That is why nothing is ever missed,
 * and why a transaction that takes long holds back what came after it.
 *
 * @param from - `null`: nothing is read; only the head is wanted.
 */
export async function readUpdates(database: CasesDatabase, from: bigint | null): Promise<LogSpan> {
  const { rows } = await sql<UpdateRow>`
    with head as (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
    written as (
      select distinct on (events.case_id) events.case_id, events.xid
      from cases.events, head
      where events.xid >= ${String(from ?? 0n)}::text::xid8 and events.xid < head.xid and ${from !== null}
      order by events.case_id, events.xid desc
    )
    select head.xid::text as head, written.xid::text as xid, written.case_id,
      array(
        select holder_id::text from cases.parties
        where parties.case_id = written.case_id and role = any(${OWNER_ROLES}::text[])
      ) as holder_ids
    from head left join written on true
    order by written.xid, written.case_id`.execute(database);
  const [first] = rows;
  if (first === undefined) throw new TypeError('the database has no snapshot');
  return {
    head: BigInt(first.head),
    updates: rows.flatMap(({ case_id, xid, holder_ids }) =>
      case_id === null || xid === null ? [] : [{ caseId: case_id, xid: BigInt(xid), holderIds: holder_ids }],
    ),
  };
}

interface UpdateRow {
  readonly head: string;
  readonly xid: string | null;
  readonly case_id: string | null;
  readonly holder_ids: readonly string[];
}
