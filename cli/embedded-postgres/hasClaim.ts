import { readdir } from 'node:fs/promises';

/** Whether a folder is claimed (see `claimFolder`): by a living process, or by one that was killed and could not release it. */
export async function hasClaim(folder: string): Promise<boolean> {
  return (await readdir(folder)).some((name) => /^claim\.\d+$/.test(name));
}
