import pg from 'pg';
import type { TestPostgres } from '../../support/withPostgres.ts';

/** A database of its own that does not wait for the disk: no machine loses its power in these tests. */
export async function createQuickDatabase(postgres: TestPostgres): Promise<string> {
  const url = await postgres.createDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const name = pg.escapeIdentifier(new URL(url).pathname.slice(1));
    await client.query(`alter database ${name} set synchronous_commit = off`);
  } finally {
    await client.end();
  }
  return url;
}
