import type { ProcessLog } from '../processes/ProcessLog.ts';
import { copyBinaries } from './copyBinaries.ts';
import { linkLibraries } from './linkLibraries.ts';
import { locateBinaries } from './locateBinaries.ts';
import { runProgram } from './runProgram.ts';
import type { ServerUser } from './serverUser.ts';

export interface BinariesOptions {
  /** The server's account; `null` when it is our own. */
  readonly user: ServerUser | null;
  readonly log: ProcessLog;
  /** The platform package's folder; found by itself when not given. */
  readonly native?: string;
}

/**
 * Gives a folder with PostgreSQL's programs that the server's account can run: the installed package, or a
 * copy of it where that account cannot reach it or where library links are missing and cannot be made.
 *
 * @throws {TongbanError} when neither works; one line, with the cause.
 */
export async function usableBinaries(
  { user, log, native = locateBinaries() }: BinariesOptions,
  signal?: AbortSignal,
): Promise<string> {
  const obstacle = (await linkObstacle(native)) ?? (await runObstacle(native, user, signal));
  if (obstacle === null) return native;

  const copy = await copyBinaries({ native, user, obstacle }, signal);
  log.info(`PostgreSQL's programs run from a copy in ${copy}, because ${obstacle}`);
  return copy;
}

async function linkObstacle(native: string): Promise<string | null> {
  try {
    await linkLibraries(native);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
      return `library links are missing in ${native} and it cannot be written to (${code})`;
    }
    throw error;
  }
}

/** Only running it tells: folder modes, file modes, missing libraries and `noexec` all show here. */
async function runObstacle(
  native: string,
  user: ServerUser | null,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const who = user === null ? 'this account' : `uid ${user.uid}`;
  try {
    const { code } = await runProgram({ native, name: 'initdb', args: ['--version'], user }, signal);
    const server = await runProgram({ native, name: 'postgres', args: ['--version'], user }, signal);
    return code === 0 && server.code === 0 ? null : `${who} cannot run what lies in ${native}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return `${who} cannot reach ${native}`;
    throw error;
  }
}
