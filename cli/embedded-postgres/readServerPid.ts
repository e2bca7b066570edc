import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What PostgreSQL writes to `postmaster.pid` in its data folder. */
export interface ServerPid {
  readonly pid: number;
  /** A single-user run writes its number negated. */
  readonly singleUser: boolean;
  /** Line 8; absent while the server is only just starting. */
  readonly ready: boolean;
}

const STATUS_LINE = 7;

/**
 * Reads `postmaster.pid`.
 *
 * @returns `null` when there is none or its first line is no process number.
 */
export async function readServerPid(data: string): Promise<ServerPid | null> {
  let lines: string[];
  try {
    lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const number = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isSafeInteger(number) || number === 0) return null;
  return { pid: Math.abs(number), singleUser: number < 0, ready: lines[STATUS_LINE]?.trim() === 'ready' };
}
