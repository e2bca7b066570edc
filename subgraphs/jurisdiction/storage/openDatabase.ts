import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../../serving/describeError.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

/** A pool's bounds: connections, and milliseconds that a query waits for its turn. */
const POOLS = {
  /** Somebody is waiting for the answer. */
  reads: { max: 10, connectionTimeoutMillis: 2_000 },
  /** A system is waiting for our ack, and sends all of it again if we give up before it does. */
  writes: { max: 6, connectionTimeoutMillis: 8_000 },
} as const;
/** No caller waits longer; a query that does is stopped by the server. */
const STATEMENT_MS = 10_000;

export interface DatabaseAccess {
  readonly databaseUrl: string;
  readonly subgraph: string;
  /** What it is for: a burst of messages must not keep readers, or the renewal of a lease, from their turn. */
  readonly use: keyof typeof POOLS;
  readonly logger: Logger;
}

/** Opens a pool; nothing is connected before the first query. */
export function openDatabase({ databaseUrl, subgraph, use, logger }: DatabaseAccess): JurisdictionDatabase {
  const pool = new pg.Pool({
    ...POOLS[use],
    connectionString: databaseUrl,
    statement_timeout: STATEMENT_MS,
    application_name: `tongban-${subgraph}-${use}`,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) =>
    logger.warn({ error: describeError(error) }, 'an idle database connection was lost'),
  );
  return new Kysely<JurisdictionTables>({ dialect: new PostgresDialect({ pool }) }).withSchema(
    'jurisdiction',
  );
}
