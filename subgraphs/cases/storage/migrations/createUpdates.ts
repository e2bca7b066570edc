import { type Kysely, sql } from 'kysely';

/** Events in the order of the transactions that wrote them: what is told of cases as it happens, and resumed from. */
export async function createUpdates(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // A number that every transaction has anyway, so that nobody waits for a counter.
  `alter table cases.events add column xid xid8 not null default pg_current_xact_id()`,
  `create index events_xid on cases.events (xid)`,
];
