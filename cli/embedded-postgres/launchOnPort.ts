import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import { DATABASE_ROLE } from './databaseRole.ts';
import { freePort } from './freePort.ts';
import { launchServer, type ReadyServer } from './launchServer.ts';
import type { PreparedData } from './prepareData.ts';
import { serverArgs } from './serverArgs.ts';

export interface LaunchOnPortOptions extends PreparedData {
  /** Where the server's log goes. */
  readonly folder: string;
  /** 1-65535, or 0 for any free one. */
  readonly port: number;
}

/** Between finding a free port and taking it, somebody else may take it. */
const PORT_TRIES = 5;

/**
 * Starts the server on the wanted port, or on any free one.
 *
 * @throws {TongbanError} CONFLICT when the port is taken.
 */
export async function launchOnPort(
  options: LaunchOnPortOptions,
  signal?: AbortSignal,
): Promise<{ readonly server: ReadyServer; readonly port: number }> {
  const { native, data, home, folder, user } = options;
  const hbaFile = await writeRules(home);
  const logFile = join(folder, 'postgres.log');
  await keepPrevious(logFile);
  for (let tries = 1; tries <= PORT_TRIES; tries += 1) {
    const port = await freePort(options.port);
    const args = serverArgs({ data, port, hbaFile });
    const server = await launchServer({ native, data, args, user, logFile }, signal);
    if (server !== 'portTaken') return { server, port };
  }
  throw new TongbanError('CONFLICT', 'every port chosen for PostgreSQL was taken by somebody else');
}

/** One role, one address, by password; whoever is not named is refused. Read by the server's account; no secret. */
async function writeRules(home: string): Promise<string> {
  const file = join(home, 'pg_hba.conf');
  await rm(file, { force: true });
  await writeFile(file, `host all ${DATABASE_ROLE} 127.0.0.1/32 scram-sha-256\n`);
  // Not by `writeFile`: what it makes is closed further by our umask.
  await chmod(file, 0o644);
  return file;
}

/** What the last server said before a crash is worth keeping for one more run. */
async function keepPrevious(logFile: string): Promise<void> {
  try {
    await rename(logFile, `${logFile}.previous`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
