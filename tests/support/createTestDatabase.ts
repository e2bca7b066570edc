import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Makes a database that does not wait for the disk: no machine loses its power in these tests, and whoever kills a server
 * starts one of its own.
 *
 * @param template - its name; nobody may be connected to it.
 * @returns its URL.
 */
export async function createTestDatabase(serverUrl: string, template = 'template1'): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
    await client.query(`alter database ${name} set synchronous_commit = off`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
