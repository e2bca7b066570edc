import { chmod, lstat, mkdtemp, readlink, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { ProcessLog } from '../processes/ProcessLog.ts';
import { canTraverse } from './canTraverse.ts';
import { moveData } from './moveData.ts';
import { outsideFolder } from './outsideFolder.ts';
import type { ServerUser } from './serverUser.ts';

export interface PlaceDataOptions {
  /** The folder asked for, as a real path; it exists and is claimed. */
  readonly folder: string;
  /** The server's account; `null` when it is our own. */
  readonly user: ServerUser | null;
  readonly log: ProcessLog;
  /** Where data may lie that cannot lie in `folder`, for tests. */
  readonly candidates?: readonly string[];
}

export interface DataPlace {
  /** Ours: the server's account may walk through it, and cannot change what lies in it. */
  readonly home: string;
  /** The server's own data folder in `home`; not yet there before the first start. */
  readonly data: string;
}

const SEARCH_BY_OTHERS = 0o011;

/**
 * Decides where the server's data lies: in the folder asked for, or, where the server's account cannot reach
 * that (a 0700 home), in a folder outside, which a link named `data` leads to from then on.
 *
 * @throws {TongbanError} when the link leads nowhere, or no folder outside can be used.
 */
export async function placeData({ folder, user, log, candidates }: PlaceDataOptions): Promise<DataPlace> {
  const inside = join(folder, 'data');
  const kind = await kindOf(inside);
  if (kind === 'link') return followLink(inside);
  if (user === null || (await letThrough(folder, user))) return { home: folder, data: inside };

  const home = await mkdtemp(join(await outsideFolder(user, candidates), 'tongban-data-'));
  await chmod(home, 0o711);
  const data = join(home, 'data');
  if (kind === 'folder') await moveData(inside, data);
  else await symlink(data, inside);
  log.info(`PostgreSQL's data lies in ${data}, because uid ${user.uid} cannot reach ${folder}`);
  return { home, data };
}

async function kindOf(path: string): Promise<'none' | 'link' | 'folder'> {
  try {
    return (await lstat(path)).isSymbolicLink() ? 'link' : 'folder';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
}

async function followLink(link: string): Promise<DataPlace> {
  const data = await readlink(link);
  const home = dirname(data);
  try {
    if ((await lstat(home)).uid === process.getuid?.()) return { home, data };
  } catch {
    // Reported below like a folder of somebody else's.
  }
  throw new TongbanError(
    'INTERNAL_SERVER_ERROR',
    `the data that ${link} leads to is gone or not ours; bring ${home} back, or remove the link to begin anew`,
  );
}

/** The folder itself is dedicated to the server, so its own search bit is ours to set; those above it are not. */
async function letThrough(folder: string, user: ServerUser): Promise<boolean> {
  if (!(await canTraverse(dirname(folder), user))) return false;
  const { mode, uid } = await stat(folder);
  if (uid === process.getuid?.()) await chmod(folder, (mode & 0o777) | SEARCH_BY_OTHERS);
  return canTraverse(folder, user);
}
