import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { importHolders } from '../../subgraphs/people/importHolders.ts';
import { claimFolder } from '../embedded-postgres/claimFolder.ts';
import { hasClaim } from '../embedded-postgres/hasClaim.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/startEmbeddedPostgres.ts';
import { describeFailure } from '../processes/describeFailure.ts';
import type { Lifetime } from '../processes/Lifetime.ts';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { RoleSupervisor } from '../processes/RoleSupervisor.ts';
import { casesRole, workerRole } from './casesRoles.ts';
import type { DevelopmentSecrets } from './DevelopmentSecrets.ts';
import { demoTokens } from './demoTokens.ts';
import { gatewayRole } from './gatewayRole.ts';
import { holderRows } from './holderRows.ts';
import { loadDevelopmentSecrets } from './loadDevelopmentSecrets.ts';
import { makeDataFolder } from './makeDataFolder.ts';
import { pickSampleHolders } from './pickSampleHolders.ts';
import { quietPort } from './quietPort.ts';
import type { RunningStack } from './RunningStack.ts';
import { readSandbox, type SandboxDirectory } from './readSandbox.ts';
import { refuseTakenPort } from './refuseTakenPort.ts';
import { catalogRole, partitionedRoles, peopleRole, sandboxRole } from './roleSpecs.ts';
import { SandboxTraffic } from './SandboxTraffic.ts';
import { warmUp } from './warmUp.ts';

/** Of the time to stop; the rest is the database's. */
const ROLES_SHARE = 0.6;

/** Roles whose parent was killed end within 3 s. */
const ORPHANS_MS = 4_000;

export interface StackOptions {
  readonly port: number;
  readonly folder: string;
  /** A PostgreSQL to use; `null`: one of our own in the folder. */
  readonly databaseUrl: string | null;
  readonly log: ProcessLog;
  readonly lifetime: Lifetime;
}

/** Starts PostgreSQL and every role as a process of its own; what is started ends with the lifetime. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { port, folder: path, log, lifetime } = options;
  const folder = await makeDataFolder(path);
  const wasKilled = await hasClaim(folder);
  // Before anything in the folder is read or written: a second start would take the ports file from the first.
  lifetime.onStop(await claimFolder(folder));
  await refuseTakenPort(port, { withinMs: wasKilled ? ORPHANS_MS : 0, signal: lifetime.signal });
  const secrets = await loadDevelopmentSecrets(folder);
  const databaseUrl = Promise.resolve(options.databaseUrl ?? startDatabase(folder, log, lifetime));
  databaseUrl.catch(() => undefined);

  const supervisor = new RoleSupervisor({ log, signal: lifetime.signal });
  lifetime.onStop((withinMs) => supervisor.stop(withinMs * ROLES_SHARE));
  void supervisor.failed.then((reason) => lifetime.fail(reason));

  const traffic = new SandboxTraffic();
  // Some of the simulated systems exchange by tables in it, so that it must be there first.
  const database = await databaseUrl;
  const [sandbox, catalog] = await supervisor.start([
    sandboxRole(secrets, {
      folder,
      databaseUrl: database,
      onReady: (urls) => void beginAgain(urlOf(urls, 'admin')),
    }),
    catalogRole(secrets, database),
  ]);
  const sandboxUrl = urlOf(sandbox, 'admin');
  const directory = await readSandbox(sandboxUrl, lifetime.signal);

  // Cases and the places' servers call each other: where cases will be is settled before either starts.
  const casesPort = await quietPort();
  const casesUrl = `http://127.0.0.1:${casesPort}`;
  const partitioned = partitionedRoles(secrets, directory, { databaseUrl: database, casesUrl });
  const { urls, sampleHolders } = await startWithHolders(supervisor, database);
  const [people, ...places] = urls;
  const services = { catalog: urlOf(catalog, 'url'), people: urlOf(people, 'url') };
  const tokens = await demoTokens(secrets.signingKey);
  const partitions = Object.fromEntries(
    partitioned.map(({ name }, index) => [name, urlOf(places[index], 'url')]),
  );
  const reported = Object.fromEntries(partitioned.map(({ name }, index) => [name, places[index] ?? {}]));
  const partitionsFile = join(folder, 'partitions.json');
  const filesFolder = resolve(folder, 'files');
  const forCases = { databaseUrl: database, services, partitionsFile, filesFolder };
  const [gateway] = await supervisor.start([
    await gatewayRole({
      secrets,
      partitionsFile,
      port,
      services: { ...services, cases: casesUrl },
      partitions,
      filesUrl: casesUrl,
      directory,
      tokens,
      sampleHolders,
    }),
    casesRole(secrets, { ...forCases, port: casesPort }),
    workerRole(secrets, forCases),
  ]);
  await warmUp(urlOf(gateway, 'url'), tokens.citizen, lifetime.signal);
  // Last, so that what the systems have to tell at first does not take the start's time.
  await traffic.begin(sandboxUrl, reported, directory, lifetime.signal);
  return {
    gateway: urlOf(gateway, 'url'),
    admin: urlOf(gateway, 'admin'),
    sandbox: sandboxUrl,
    tokens,
    sampleHolders,
  };

  /** A sandbox that was restarted has forgotten where to call, and waits. */
  async function beginAgain(adminUrl: string): Promise<void> {
    try {
      await traffic.beginAgain(adminUrl, lifetime.signal);
    } catch (error) {
      if (!lifetime.signal.aborted) log.warn(`the sandbox sends us nothing: ${describeFailure(error)}`);
    }
  }

  /** The places' servers do not need the holders, so both get ready side by side. */
  async function startWithHolders(roles: RoleSupervisor, database: string) {
    const started = roles.start([peopleRole(secrets, directory, database), ...partitioned]);
    started.catch(() => undefined);
    const ids = await importDirectory(directory, secrets, database);
    return { urls: await started, sampleHolders: pickSampleHolders(directory, ids) };
  }
}

async function startDatabase(folder: string, log: ProcessLog, lifetime: Lifetime): Promise<string> {
  const starting = startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log, signal: lifetime.signal });
  // Registered before anything that uses the database, so that it ends last; a start that failed has nothing to end.
  lifetime.onStop(async (withinMs) => {
    const started = await starting.catch(() => null);
    await started?.stop(withinMs);
  });
  const postgres = await starting;
  void postgres.failed.then((reason) => lifetime.fail(reason));
  return postgres.url;
}

async function importDirectory(
  directory: SandboxDirectory,
  { vaultKey }: DevelopmentSecrets,
  databaseUrl: string,
): Promise<readonly string[]> {
  return importHolders(
    { databaseUrl, vaultKey: new Uint8Array(Buffer.from(vaultKey, 'base64')) },
    holderRows(directory),
    { source: 'sandbox', logger: pino({ level: 'silent' }) },
  );
}

function urlOf(urls: Readonly<Record<string, string>> | undefined, name: string): string {
  const url = urls?.[name];
  if (url === undefined) throw new TypeError(`a role did not say where its ${name} is`);
  return url;
}
