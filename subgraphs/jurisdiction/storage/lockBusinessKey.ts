import { sql } from 'kysely';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

/**
 * Makes those wait who would, at the same time, store a step and an answer of one business key: neither would see the
 * other. Ends with the transaction.
 *
 * @param digest - of the business key, in its place.
 */
export async function lockBusinessKey(database: JurisdictionDatabase, digest: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${digest.readBigInt64BE(0)})`.execute(database);
}
