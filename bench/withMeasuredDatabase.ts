import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../cli/embedded-postgres/startEmbeddedPostgres.ts';

/** A database of one subgraph that tells how long PostgreSQL itself works on what a store asks. */
export interface MeasuredDatabase<Tables> {
  readonly url: string;
  readonly database: Kysely<Tables>;
  /** Lets a store ask, then asks PostgreSQL the same again. @returns ms of planning and execution, all its queries together. */
  measure(ask: () => Promise<unknown>): Promise<number>;
  /** Brings the statistics up to date that the planner goes by, as autovacuum does after a while. */
  analyze(): Promise<void>;
}

const explained = z
  .array(
    z.object({
      'QUERY PLAN': z
        .array(z.object({ 'Planning Time': z.number(), 'Execution Time': z.number() }))
        .length(1),
    }),
  )
  .length(1);

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Starts a PostgreSQL of its own, which is gone afterwards.
 *
 * @param schema - where the subgraph's tables are.
 */
export async function withMeasuredDatabase<Tables, T>(
  schema: string,
  work: (measured: MeasuredDatabase<Tables>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-pg-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  // The last one ends with the server.
  pool.on('error', () => undefined);
  const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query),
  }).withSchema(schema);
  try {
    return await work({
      url: postgres.url,
      database,
      measure: async (ask) => {
        asked.length = 0;
        await ask();
        let totalMs = 0;
        for (const { sql, parameters } of [...asked]) {
          const { rows } = await pool.query(`explain (analyze, timing off, format json) ${sql}`, [
            ...parameters,
          ]);
          const [row] = explained.parse(rows);
          const [plan] = row?.['QUERY PLAN'] ?? [];
          totalMs += (plan?.['Planning Time'] ?? 0) + (plan?.['Execution Time'] ?? 0);
        }
        return totalMs;
      },
      analyze: async () => void (await pool.query('vacuum analyze')),
    });
  } finally {
    await database.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
