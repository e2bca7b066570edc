import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerUser } from './serverUser.ts';

/**
 * Whether an account can walk down to a folder: it needs the search bit on the folder and on all above it.
 *
 * @param folder - an existing folder, as a real path without links.
 */
export async function canTraverse(folder: string, { uid, gid }: ServerUser): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    const found = await stat(current);
    if ((found.mode & searchBit(found.uid === uid, found.gid === gid)) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** POSIX takes the first class that fits, even where a later one would allow more. */
function searchBit(owner: boolean, group: boolean): number {
  if (owner) return 0o100;
  return group ? 0o010 : 0o001;
}
