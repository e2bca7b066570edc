import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TongbanError } from '../../domain/TongbanError.ts';
import { lastComplaint } from './lastComplaint.ts';
import { readServerPid } from './readServerPid.ts';
import type { ServerUser } from './serverUser.ts';

export interface LaunchOptions {
  readonly native: string;
  readonly data: string;
  readonly args: readonly string[];
  readonly user: ServerUser | null;
  /** Where the server writes what it has to say; begun anew. */
  readonly logFile: string;
}

/** A server that takes connections. */
export interface ReadyServer {
  readonly process: ChildProcess;
  readonly pid: number;
}

const LOOK_EVERY_MS = 10;
/** Recovery from a crash included. */
const READY_MS = 60_000;

/**
 * Starts the server and waits until it takes connections.
 *
 * @param signal - gives up; the server is ended by force then, as it holds nothing yet.
 * @returns `portTaken` when it ended because somebody else listens on its port.
 * @throws {TongbanError} with the server's own complaint.
 */
export async function launchServer(
  options: LaunchOptions,
  signal?: AbortSignal,
): Promise<ReadyServer | 'portTaken'> {
  const { native, data, args, user, logFile } = options;
  const log = await open(logFile, 'w', 0o600);
  const server = spawn(join(native, 'bin', 'postgres'), args, {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    // A group of its own: Ctrl-C must not end the database before those who write to it.
    detached: true,
    windowsHide: true,
    // A file and not a pipe: when this process is killed, the server goes on and has somewhere to write.
    stdio: ['ignore', log.fd, log.fd],
    ...user,
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  await log.close();
  try {
    const pid = await readyPid(server, data, signal);
    if (pid !== null) return { process: server, pid };
  } catch (error) {
    server.kill('SIGKILL');
    await ended;
    throw error;
  }
  await ended;
  const output = await readFile(logFile, 'utf8');
  if (output.includes('could not bind')) return 'portTaken';
  throw new TongbanError('INTERNAL_SERVER_ERROR', `PostgreSQL does not start: ${lastComplaint(output)}`);
}

/** `null` when the server ended instead. */
async function readyPid(server: ChildProcess, data: string, signal?: AbortSignal): Promise<number | null> {
  const giveUpAt = performance.now() + READY_MS;
  while (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const found = await readServerPid(data);
    if (found?.pid === server.pid && found?.ready) return server.pid;
    if (performance.now() > giveUpAt) {
      throw new TongbanError('INTERNAL_SERVER_ERROR', `PostgreSQL is not ready after ${READY_MS / 1000} s`);
    }
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  return null;
}
