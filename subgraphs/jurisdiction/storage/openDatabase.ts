import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../../serving/describeError.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

const MAX_CONNECTIONS = 10;
/** A message that waits longer for its turn is not acknowledged; its system sends it again. */
const CONNECT_MS = 2_000;
/** No caller waits longer; a query that does is stopped by the server. */
const STATEMENT_MS = 10_000;

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, subgraph: string, logger: Logger): JurisdictionDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: `tongban-${subgraph}`,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) =>
    logger.warn({ error: describeError(error) }, 'an idle database connection was lost'),
  );
  return new Kysely<JurisdictionTables>({ dialect: new PostgresDialect({ pool }) }).withSchema(
    'jurisdiction',
  );
}
