import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { processStart } from './processStart.ts';

/**
 * Whether a process is a PostgreSQL that works on this data folder, and not a stranger with a number used again.
 *
 * @param data - the data folder as a real path.
 */
export async function servesFolder(pid: number, data: string): Promise<boolean> {
  if ((await processStart(pid)) === null) return false;
  // Nothing there tells us more; PostgreSQL's own check of the folder stands behind this one.
  if (process.platform === 'win32') return true;
  try {
    // Every process of PostgreSQL works in its data folder. A process that we may not look at belongs to
    // another account and cannot have opened a folder that only ours can.
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === data;
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
    return stdout.includes(data);
  } catch {
    return false;
  }
}
