import type { Logger } from 'pino';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { openDatabase } from './openDatabase.ts';
import { prepareDatabase } from './prepareDatabase.ts';

/** Nobody waits for an answer here: a database that is busy gets its time. */
const CONNECT_MS = 8_000;

/**
 * Works on the database of the catalogue, whose tables it makes or updates first, and closes it.
 *
 * @throws {Error} with one line when the database cannot be used.
 */
export async function withDatabase<T>(
  databaseUrl: string,
  logger: Logger,
  work: (database: CatalogDatabase) => Promise<T>,
): Promise<T> {
  const database = openDatabase(databaseUrl, logger, CONNECT_MS);
  try {
    await prepareDatabase(database);
    return await work(database);
  } finally {
    await database.destroy();
  }
}
