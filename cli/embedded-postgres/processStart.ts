import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Fields of `/proc/<pid>/stat` after the program's name; `starttime` is the 22nd of all, in clock ticks. */
const STATE_INDEX = 0;
const START_TIME_INDEX = 19;

/**
 * Tells one process from a later one that got the same number: when it was started, in the system's own words.
 *
 * @returns `null` when no such process runs (a zombie does not run).
 */
export async function processStart(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return fromProc(pid);
  if (process.platform === 'win32') return isAlive(pid) ? 'alive' : null;
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    // ps exits with 1 when it finds no such process.
    return null;
  }
}

async function fromProc(pid: number): Promise<string | null> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name may hold spaces and brackets; the last bracket ends it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[STATE_INDEX] === 'Z' ? null : (fields[START_TIME_INDEX] ?? null);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
