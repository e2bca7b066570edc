import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * All living processes of one run, from /proc: those with its mark in their environment, and PostgreSQL, which gets no
 * environment of ours, by the folder it works in.
 *
 * @param folders - real paths.
 * @returns their numbers and command lines; empty when nothing is left.
 */
export function processesOf(mark: string, folders: readonly string[]): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isAlive(pid) && (read(pid, 'environ').includes(mark) || worksIn(pid, folders)))
    .map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

function isAlive(pid: string): boolean {
  const stat = read(pid, 'stat');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

function worksIn(pid: string, folders: readonly string[]): boolean {
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    return folders.some((other) => folder === other || folder.startsWith(`${other}/`));
  } catch {
    // It has ended meanwhile, or is nobody's that we started.
    return false;
  }
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
