import { chmod, chown, cp, lchown, lstat, open, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { oldData } from './oldData.ts';

/**
 * Moves a data folder that no server works on, and leaves a link to it in its old place.
 *
 * The old data goes last, when the copy is on disk: whenever this is killed, all of it is still to be had,
 * from one of the two places (`settleMove` finds out which).
 *
 * @param from - the data folder; afterwards the link.
 * @param to - where it shall lie; nothing is there.
 */
export async function moveData(from: string, to: string): Promise<void> {
  const copy = `${to}.copy`;
  await cp(from, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  await settle(from, copy);
  await rename(copy, to);

  const link = `${from}.link`;
  await rm(link, { force: true });
  await symlink(to, link);
  await rename(from, oldData(from));
  await rename(link, from);
  await rm(oldData(from), { recursive: true });
}

/** `cp` makes everything ours and leaves it in memory. */
async function settle(from: string, to: string): Promise<void> {
  const { uid, gid, mode } = await lstat(from);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const path = join(to, entry.name);
    if (entry.isDirectory()) await settle(join(from, entry.name), path);
    else await lchown(path, uid, gid);
    if (entry.isFile()) await writeToDisk(path);
  }
  await chown(to, uid, gid);
  await chmod(to, mode & 0o777);
  await writeToDisk(to);
}

async function writeToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
