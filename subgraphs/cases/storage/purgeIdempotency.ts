import { sql } from 'kysely';
import type { CasesDatabase } from './CasesDatabase.ts';

/** At a time: whoever hands in meanwhile does not wait long. */
const BATCH = 5_000;

/** Forgets requests of which nobody asks any more, by the database's clock. @returns how many, at most 5000. */
export async function purgeIdempotency(database: CasesDatabase, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from cases.idempotency where (scope, key) in (
      select scope, key from cases.idempotency where at < now() - make_interval(days => ${days})
      limit ${BATCH} for update skip locked
    )`.execute(database);
  return Number(numAffectedRows ?? 0n);
}
