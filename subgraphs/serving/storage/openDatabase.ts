import { Kysely, PostgresDialect } from 'kysely';
import { openPool, type PoolOptions } from './openPool.ts';

export interface DatabaseOptions extends PoolOptions {
  /** Where the tables are. */
  readonly schema: string;
}

/** Opens a pool of connections to one subgraph's tables; nothing is connected before the first query. */
export function openDatabase<Tables>({ schema, ...options }: DatabaseOptions): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(options) }) }).withSchema(schema);
}
