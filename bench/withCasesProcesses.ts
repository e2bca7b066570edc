import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { casesRole, workerRole } from '../cli/start/casesRoles.ts';
import { PROVINCES } from '../domain/provinces.ts';
import { type InstantServers, startInstantServers } from './instantServers.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { RestartableRole } from './RestartableRole.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Cases and what it stands on, as processes of their own. */
export interface CasesProcesses {
  /** The server of cases. */
  readonly url: string;
  /** The master of context keys, base64. */
  readonly master: string;
  readonly pool: pg.Pool;
  readonly instant: InstantServers;
  readonly workers: readonly RestartableRole[];
  /** For files of the run. */
  readonly folder: string;
}

/**
 * Starts the server of cases, its workers and PostgreSQL; people, catalogue and places answer at once, from this process.
 * All of it is gone when `use` is over.
 *
 * @param options.areWorkersLate - `use` starts them itself.
 */
export async function withCasesProcesses<T>(
  workers: number,
  use: (processes: CasesProcesses) => Promise<T>,
  { areWorkersLate = false }: { readonly areWorkersLate?: boolean } = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: SILENT });
  const instant = await startInstantServers(JOINT_PROCEDURE);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
  // An end of a session that the end of PostgreSQL overtakes is no news.
  pool.on('error', () => undefined);
  const roles: RestartableRole[] = [];
  try {
    const master = randomBytes(32).toString('base64');
    const partitionsFile = join(folder, 'partitions.json');
    await writeFile(partitionsFile, JSON.stringify({ 'public-security': placesAt(instant.url) }));
    const options = {
      databaseUrl: postgres.url,
      services: { people: instant.url, catalog: instant.url },
      partitionsFile,
      filesFolder: join(folder, 'files'),
    };
    const secrets = { caseKey: randomBytes(32).toString('base64'), contextMaster: master };
    const cases = new RestartableRole(casesRole(secrets, { ...options, port: 0 }));
    roles.push(cases);
    const { url = '' } = await cases.start();
    const names = Array.from({ length: workers }, (_, index) => `worker ${index + 1}`);
    const started = names.map((name) => new RestartableRole({ ...workerRole(secrets, options), name }));
    roles.push(...started);
    if (!areWorkersLate) await Promise.all(started.map((worker) => worker.start()));
    return await use({ url, master, pool, instant, workers: started, folder });
  } finally {
    await Promise.all(roles.map((role) => role.stop()));
    await pool.end();
    await instant.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const placesAt = (url: string) =>
  Object.fromEntries(PROVINCES.map(({ code2 }) => [code2, `${url}/${code2}/graphql`]));
