import { constants, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { endServer } from './endServer.ts';
import { readServerPid } from './readServerPid.ts';
import type { ServerUser } from './serverUser.ts';
import { servesFolder } from './servesFolder.ts';

export interface OldServerOptions {
  readonly native: string;
  /** The data folder as a real path; claimed by this process. */
  readonly data: string;
  readonly user: ServerUser | null;
  readonly log: ProcessLog;
}

const STOP_MS = 10_000;

/**
 * Makes way for a new server on a data folder that only this process may use: a server that outlived its
 * parent is stopped, a stale `postmaster.pid` is put out of force.
 *
 * @throws {TongbanError} when the old server belongs to somebody else and cannot be stopped.
 */
export async function clearOldServer({ native, data, user, log }: OldServerOptions): Promise<void> {
  const old = await readServerPid(data);
  if (old === null) return;
  if (await servesFolder(old.pid, data)) {
    log.warn(`stopping PostgreSQL ${old.pid}, which outlived the last run`);
    await stop(old.pid, { native, data, user, log });
    return;
  }
  // Windows gives no parent's number to go by; PostgreSQL looks for a living process itself there.
  if (process.platform !== 'win32') await disown(data);
}

async function stop(pid: number, { native, data, user }: OldServerOptions): Promise<void> {
  const isRunning = () => servesFolder(pid, data);
  try {
    await endServer({ pid, native, data, user, isRunning, withinMs: STOP_MS });
  } catch (cause) {
    throw new TongbanError(
      'CONFLICT',
      `PostgreSQL ${pid} uses ${data} and cannot be stopped by this account`,
      {
        cause,
      },
    );
  }
  if (await isRunning())
    throw new TongbanError('CONFLICT', `PostgreSQL ${pid} uses ${data} and does not stop`);
}

/**
 * The number in the file may by now be a stranger's, or a dead process that nobody collects (in containers), and
 * PostgreSQL would refuse to start. It is replaced by ours - PostgreSQL knows that its parent cannot be the old
 * server - and the rest stays: by the shared memory key in it, PostgreSQL finds processes of the old server that
 * may still write to the data.
 */
async function disown(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
  // The folder belongs to the server's account: whatever that account put there, we never write through a link.
  const flag = constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW;
  await writeFile(file, [String(process.pid), ...rest].join('\n'), { flag });
}
