import { type Kysely, sql } from 'kysely';

/** Why a case was erased: the audit keeps a digest of it, never the words. */
export async function createErasures(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cases.audit add column reason_digest bytea`.execute(db);
}
