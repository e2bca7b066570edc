import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { RoleSupervisor } from '../cli/processes/RoleSupervisor.ts';
import { workerRole } from '../cli/start/casesRoles.ts';
import { fillWaiting } from './fillWaiting.ts';
import { startInstantServers } from './instantServers.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { quantile } from './quantile.ts';
import { readProcessCosts } from './readProcessCosts.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** A process is the larger the younger its garbage is: both are looked at when they are equally old. */
const SETTLED_MS = 15_000;
const LOOKS = 10;
const LOOK_MS = 500;

export interface WaitingMeasurement {
  readonly waiting: number;
  /** Resident memory of a worker, MiB: over an empty database, and over so many cases that wait. */
  readonly emptyMib: number;
  readonly waitingMib: number;
}

/** What cases that wait for an answer cost a worker. */
export async function benchWaiting(waiting: number): Promise<WaitingMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: SILENT });
  const instant = await startInstantServers(JOINT_PROCEDURE);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  const partitionsFile = join(folder, 'partitions.json');
  const services = { people: instant.url, catalog: instant.url };
  const secrets = {
    caseKey: randomBytes(32).toString('base64'),
    contextMaster: randomBytes(32).toString('base64'),
  };
  try {
    await writeFile(partitionsFile, '{}');
    const role = workerRole(secrets, {
      databaseUrl: postgres.url,
      services,
      partitionsFile,
      filesFolder: join(folder, 'files'),
    });
    const emptyMib = await memoryOf(role);
    await pool.query(fillWaiting(waiting));
    await pool.query('analyze');
    return { waiting, emptyMib, waitingMib: await memoryOf(role) };
  } finally {
    await pool.end();
    await instant.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median of a worker's memory once it has run for a while. */
async function memoryOf(role: ReturnType<typeof workerRole>): Promise<number> {
  const supervisor = new RoleSupervisor({ log: SILENT, signal: new AbortController().signal });
  try {
    await supervisor.start([role]);
    await pause(SETTLED_MS);
    const looks: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      looks.push(readProcessCosts(process.pid).get(role.name)?.memoryMib ?? 0);
      await pause(LOOK_MS);
    }
    return quantile(looks, 0.5);
  } finally {
    await supervisor.stop(5_000);
  }
}
