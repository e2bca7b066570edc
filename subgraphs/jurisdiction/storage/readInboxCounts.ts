import { sql } from 'kysely';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

/** How much lies in the inbox of one place. */
export interface InboxCounts {
  readonly jurisdiction: string;
  readonly messages: number;
  /** Of the messages those of which some part could not be taken. */
  readonly faulty: number;
  readonly quarantined: number;
  readonly records: number;
  /** Requests of ours that no message has answered yet, without the released ones. */
  readonly unanswered: number;
}

/** The counts of each place, in order of jurisdiction. */
export async function readInboxCounts(
  database: JurisdictionDatabase,
  { subgraph, jurisdictions }: { readonly subgraph: string; readonly jurisdictions: readonly string[] },
): Promise<readonly InboxCounts[]> {
  const { rows } = await askStore(
    sql<InboxCounts>`
    select place.jurisdiction,
      (select count(*)::float8 from jurisdiction.messages as m
        where (m.subgraph, m.jurisdiction) = (place.subgraph, place.jurisdiction) and not m.quarantined) as messages,
      (select count(distinct f.message_id)::float8 from jurisdiction.message_faults as f
        where (f.subgraph, f.jurisdiction) = (place.subgraph, place.jurisdiction)) as faulty,
      (select count(*)::float8 from jurisdiction.messages as m
        where (m.subgraph, m.jurisdiction) = (place.subgraph, place.jurisdiction) and m.quarantined) as quarantined,
      (select count(*)::float8 from jurisdiction.records as r
        where (r.subgraph, r.jurisdiction) = (place.subgraph, place.jurisdiction)) as records,
      (select count(*)::float8 from jurisdiction.requests as q
        where (q.subgraph, q.jurisdiction) = (place.subgraph, place.jurisdiction)
          and q.answered_at is null and q.released_at is null) as unanswered
    from jurisdiction.places as place
    where place.subgraph = ${subgraph} and place.jurisdiction = any(${jurisdictions}::text[])
    order by place.jurisdiction`.execute(database),
  );
  return rows;
}
