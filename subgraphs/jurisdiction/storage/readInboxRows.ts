import { sql } from 'kysely';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

/** One message as an operator may see it: nothing of what it says. */
export interface InboxRow {
  readonly jurisdiction: string;
  readonly id: string;
  readonly receivedAt: Date;
  /** `null` for what nobody could read. */
  readonly kind: string | null;
  /** Why nobody could read it. */
  readonly reason: string | null;
  /** Whether it came again later in a form that could be read. */
  readonly readLater: boolean;
  /** Parts that could not be taken, `part: reason`. */
  readonly faults: readonly string[];
}

export interface InboxQuery {
  readonly subgraph: string;
  readonly jurisdictions: readonly string[];
  /** Only what nobody could read. */
  readonly quarantined: boolean;
  /** At most so many messages, the newest ones. */
  readonly limit: number;
}

/** The newest messages, the newest first. */
export async function readInboxRows(
  database: JurisdictionDatabase,
  { subgraph, jurisdictions, quarantined, limit }: InboxQuery,
): Promise<readonly InboxRow[]> {
  const { rows } = await askStore(
    sql<InboxRow>`
    select m.jurisdiction, m.id, m.received_at as "receivedAt", m.kind, m.reason,
      m.quarantined and exists (
        select from jurisdiction.messages as again
        where (again.subgraph, again.jurisdiction, again.id) = (m.subgraph, m.jurisdiction, m.id)
          and not again.quarantined) as "readLater",
      array(
        select f.part || ': ' || f.reason from jurisdiction.message_faults as f
        where not m.quarantined
          and (f.subgraph, f.jurisdiction, f.message_id) = (m.subgraph, m.jurisdiction, m.id)
        order by f.position) as faults
    from jurisdiction.messages as m
    where m.subgraph = ${subgraph} and m.jurisdiction = any(${jurisdictions}::text[])
      and (m.quarantined or not ${quarantined})
    order by m.received_at desc, m.id
    limit ${limit}`.execute(database),
  );
  return rows;
}
