import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { RunningPostgres } from '../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../cli/embedded-postgres/startEmbeddedPostgres.ts';

export interface TestPostgres {
  /**
   * Makes a database of its own.
   *
   * @param template - URL of a database of this server to copy, which nobody may be connected to; default: empty.
   * @returns its URL.
   */
  createDatabase(template?: string): Promise<string>;
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** One real PostgreSQL for the tests of the calling file: started before them, gone after them. */
export function withPostgres(): TestPostgres {
  let folder = '';
  let server: RunningPostgres | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongban-test-pg-'));
    server = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return {
    createDatabase: async (template) => {
      if (server === undefined) throw new Error('PostgreSQL is not running yet');
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      const source = template === undefined ? 'template1' : new URL(template).pathname.slice(1);
      await runSql(server.url, `create database ${name} template ${source}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
  };
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
