import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../../serving/describeError.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import type { CatalogTables } from './CatalogTables.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_MS = 2_000;
/** No caller waits longer; a query that does is stopped by the server. */
const STATEMENT_MS = 10_000;

/** A day has no time zone: it stays the text `YYYY-MM-DD`, where pg would make an instant of it. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format);

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, logger: Logger): CatalogDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'tongban-catalog',
    types: { getTypeParser },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) =>
    logger.warn({ error: describeError(error) }, 'an idle database connection was lost'),
  );
  return new Kysely<CatalogTables>({ dialect: new PostgresDialect({ pool }) }).withSchema('catalog');
}
