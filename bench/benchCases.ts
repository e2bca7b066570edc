import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { RoleSupervisor } from '../cli/processes/RoleSupervisor.ts';
import { casesRole, workerRole } from '../cli/start/casesRoles.ts';
import { PROVINCES } from '../domain/provinces.ts';
import type { CasesMeasurement } from './CasesMeasurement.ts';
import { startInstantServers } from './instantServers.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { readProcessCosts } from './readProcessCosts.ts';
import { submitCases } from './submitCases.ts';
import { waitUntilClosed } from './waitUntilClosed.ts';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const WARM_UP = 40;

/**
 * Whole cases of a three-step joint procedure over real HTTP, with the server of cases, its workers and PostgreSQL as
 * processes of their own; people, catalogue and places answer at once.
 */
export async function benchCases(workers: number, cases: number): Promise<CasesMeasurement> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: SILENT });
  const instant = await startInstantServers(JOINT_PROCEDURE);
  const ending = new AbortController();
  const supervisor = new RoleSupervisor({ log: SILENT, signal: ending.signal });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
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
    const [served] = await supervisor.start([casesRole(secrets, { ...options, port: 0 })]);
    const target = { url: served?.['url'] ?? '', master };
    // Connections and compiled code.
    await submitCases(target, WARM_UP);
    // Handed in while nobody does their steps: what submitting alone costs.
    const handedIn = Math.ceil(cases / 4);
    const beforeSubmitting = readProcessCosts(process.pid);
    await submitCases(target, handedIn);
    const submitting = difference(beforeSubmitting, readProcessCosts(process.pid));
    await supervisor.start(
      Array.from({ length: workers }, (_, index) => ({
        ...workerRole(secrets, options),
        name: `worker ${index + 1}`,
      })),
    );
    const earlier = WARM_UP + handedIn;
    await waitUntilClosed(pool, earlier);

    const before = readProcessCosts(process.pid);
    const stepsBefore = instant.steps();
    const startedAt = performance.now();
    const submitMs = await submitCases(target, cases);
    const granted = await waitUntilClosed(pool, cases + earlier);
    const wallMs = performance.now() - startedAt;
    const after = readProcessCosts(process.pid);
    const missing = cases + earlier - granted;
    const repeated = Math.abs(instant.steps() - stepsBefore - cases * JOINT_PROCEDURE.steps.length);
    return {
      ...{ workers, cases, wallMs, submitMs },
      cpuMs: perCase(difference(before, after), cases),
      submittingCpuMs: perCase(submitting, handedIn),
      wrong: missing + repeated,
    };
  } finally {
    await supervisor.stop(5_000);
    await pool.end();
    await instant.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const placesAt = (url: string) =>
  Object.fromEntries(PROVINCES.map(({ code2 }) => [code2, `${url}/${code2}/graphql`]));

function difference(
  before: ReturnType<typeof readProcessCosts>,
  after: ReturnType<typeof readProcessCosts>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...after].map(([name, { cpuMs }]) => [name, cpuMs - (before.get(name)?.cpuMs ?? 0)]),
  );
}

/** Of the product: what `start` uses is this program, which stands for everybody else. */
const perCase = (cpuMs: Readonly<Record<string, number>>, cases: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(cpuMs).map(([name, ms]) => [name === 'start' ? 'bench itself' : name, ms / cases]),
  );
