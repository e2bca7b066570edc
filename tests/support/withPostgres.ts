import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from './createTestDatabase.ts';
import { queryOnce } from './queryOnce.ts';
import { askDoor } from './shared/askDoor.ts';

export interface TestPostgres {
  /**
   * Makes a database of its own.
   *
   * @param template - URL of a database of this server to copy, which nobody may be connected to; default: empty.
   * @returns its URL.
   */
  createDatabase(template?: string): Promise<string>;
}

/** Waits until they have ended. The server's own, such as one that vacuums, are not ours to end. */
const END_SESSIONS = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = any ($1::text[]) and backend_type = 'client backend'`;
const server = z.object({ url: z.string() });

/** A real PostgreSQL for the tests of the calling file, with databases of its own, which nobody uses after it. */
export function withPostgres(): TestPostgres {
  const names: string[] = [];
  let url = '';

  beforeAll(async () => {
    const file = expect.getState().testPath;
    ({ url } = server.parse(await askDoor('/postgres', { worker: process.env['VITEST_POOL_ID'], file })));
  });
  afterAll(async () => {
    // What was not closed must not be seen by the next file, nor go on.
    if (names.length > 0) await queryOnce(url, END_SESSIONS, [names]);
  });

  return {
    createDatabase: async (template) => {
      if (url === '') throw new Error('PostgreSQL is not running yet');
      const made = await createTestDatabase(url, template === undefined ? undefined : nameOf(template));
      names.push(nameOf(made));
      return made;
    },
  };
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);
