import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { describeError } from '../describeError.ts';
import { preparedName } from './preparedName.ts';

/** No caller waits longer; a query that does is stopped by the server. */
const STATEMENT_MS = 10_000;
/** Beyond a statement's own time: a server that says nothing even then is not there any more. */
const SILENCE_MS = 1_000;
/** Of a connection without traffic; a dead one is known some 10 s later. */
const KEEP_ALIVE_MS = 5_000;

export interface PoolOptions {
  readonly databaseUrl: string;
  /** As PostgreSQL's own lists show it. */
  readonly applicationName: string;
  readonly maxConnections: number;
  /** Milliseconds that a query waits for a connection. */
  readonly connectMs: number;
  /** Milliseconds after which a statement is stopped; default 10 000. */
  readonly statementMs?: number;
  /** Default: pg's own. */
  readonly getTypeParser?: typeof pg.types.getTypeParser;
  readonly logger: Logger;
}

/**
 * Opens a pool for Kysely; nothing is connected before the first query.
 *
 * A connection that ends, in use or not, fails the query that is on it and nothing else, and one that has failed
 * otherwise than by an answer of the database is never used again: a server that has gone without a word costs each
 * caller a second more than a slow one, and is used again as soon as it is back.
 */
export function openPool(options: PoolOptions): PostgresPool {
  const { databaseUrl, applicationName, maxConnections, connectMs, getTypeParser, logger } = options;
  const statementMs = options.statementMs ?? STATEMENT_MS;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(getTypeParser === undefined ? {} : { types: { getTypeParser } }),
  });
  // Without listeners these would end the process. An idle connection is replaced by the pool; of one in use its query
  // hears, which is where the error is handled.
  pool.on('error', (error) =>
    logger.warn({ error: describeError(error) }, 'an idle database connection was lost'),
  );
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { connect: async () => lend(await pool.connect()), end: () => pool.end() };
}

function lend(client: pg.PoolClient): PostgresPoolClient {
  let failure: Error | undefined;

  function query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  /** Of texts only: a Kysely that is given no cursors asks with none. */
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    return ask(String(text), parameters);
  }

  async function ask(text: string, parameters: readonly unknown[]) {
    // A rollback after a query that was never answered would wait behind it.
    if (failure !== undefined) throw failure;
    try {
      const name = preparedName(text);
      return await client.query({ text, values: [...parameters], ...(name === null ? {} : { name }) });
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) failure = toError(error);
      throw error;
    }
  }

  return { query, release: () => client.release(failure) };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('a query failed', { cause: error });
}
