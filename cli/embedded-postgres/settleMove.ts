import { access, rename, rm } from 'node:fs/promises';
import { oldData } from './oldData.ts';

/**
 * Finishes or takes back a move of data that was killed between its renames.
 *
 * @param data - the data folder's first place.
 */
export async function settleMove(data: string): Promise<void> {
  if (!(await exists(oldData(data)))) return;
  if (await exists(data)) await rm(oldData(data), { recursive: true });
  else await rename(oldData(data), data);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
