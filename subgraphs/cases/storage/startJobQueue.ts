import { sql } from 'kysely';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { JobQueue } from './JobQueue.ts';

/** The ASCII text `jobs`. */
const LOCK = 0x6a_6f_62_73;

/**
 * Makes the tables of the queue and connects to it, one process at a time: servers and workers that start together on a new
 * database stumble over each other's tables else.
 *
 * @throws {TongbanError} CONFLICT with one line when it cannot.
 */
export async function startJobQueue(database: CasesDatabase, queue: Pick<JobQueue, 'start'>): Promise<void> {
  await database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      await queue.start();
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}
