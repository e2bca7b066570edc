import { sql, type Transaction } from 'kysely';
import type { CatalogTables } from './CatalogTables.ts';

/** Any number that nobody else in this database locks on: the ASCII text `vrsns`. */
const LOCK = 0x76_72_73_6e_73;

/** Makes whoever adds or publishes versions wait for each other, until the end of the transaction. */
export async function lockVersions(transaction: Transaction<CatalogTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
}
