import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/startEmbeddedPostgres.ts';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { readDatabaseUrl } from '../readDatabaseUrl.ts';
import type { DatabaseFlags } from './DatabaseFlags.ts';

const silent: ProcessLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Hands over the URL of the database that the flags or the environment name. For a data folder its PostgreSQL runs as
 * long as the work does.
 *
 * @throws {TongbanError} with one line when no database, or more than one, is named, or the folder's is in use.
 */
export async function withCatalogDatabase<T>(
  { databaseUrl, data }: DatabaseFlags,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined && data !== undefined) {
    throw new TongbanError('BAD_USER_INPUT', '--database-url and --data are both given; one is enough');
  }
  if (data !== undefined) return withDataFolder(data, work);

  const url = databaseUrl ?? (await readDatabaseUrl(process.env));
  if (url !== null && !/^postgres(ql)?:\/\//.test(url)) {
    throw new TongbanError('BAD_USER_INPUT', '--database-url must be a postgres:// URL');
  }
  if (url !== null) return work(url);
  throw new TongbanError('BAD_USER_INPUT', 'no database: give --database-url, DATABASE_URL or --data');
}

async function withDataFolder<T>(data: string, work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const folder = join(data, 'postgres');
  if ((await stat(folder).catch(() => null)) === null) {
    throw new TongbanError('BAD_USER_INPUT', `nothing was started on ${data} yet`);
  }
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}
