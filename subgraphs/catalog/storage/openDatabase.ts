import pg from 'pg';
import type { Logger } from 'pino';
import { openDatabase as open } from '../../serving/storage/openDatabase.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import type { CatalogTables } from './CatalogTables.ts';

/** A day has no time zone: it stays the text `YYYY-MM-DD`, where pg would make an instant of it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format);

/** Somebody is waiting for the answer. */
const ANSWER_CONNECT_MS = 2_000;

/**
 * Opens a pool; nothing is connected before the first query.
 *
 * @param connectMs - that a query waits for a connection.
 */
export function openDatabase(
  databaseUrl: string,
  logger: Logger,
  connectMs = ANSWER_CONNECT_MS,
): CatalogDatabase {
  return open<CatalogTables>({
    databaseUrl,
    schema: 'catalog',
    applicationName: 'tongban-catalog',
    maxConnections: 10,
    connectMs,
    getTypeParser,
    logger,
  });
}
