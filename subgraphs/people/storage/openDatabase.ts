import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../../serving/describeError.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';
import type { PeopleTables } from './PeopleTables.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_MS = 2_000;
/** No caller waits longer; a query that does is stopped by the server. */
const STATEMENT_MS = 10_000;

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, logger: Logger): PeopleDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: 'tongban-people',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) =>
    logger.warn({ error: describeError(error) }, 'an idle database connection was lost'),
  );
  return new Kysely<PeopleTables>({ dialect: new PostgresDialect({ pool }) }).withSchema('people');
}
