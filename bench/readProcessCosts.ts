import { readdirSync, readFileSync } from 'node:fs';

/** What each of the product's processes has used so far, by role. */
export type ProcessCosts = ReadonlyMap<
  string,
  {
    /** User and system time of all threads, ms. */
    readonly cpuMs: number;
    /** Resident memory, MiB. */
    readonly memoryMib: number;
  }
>;

/**
 * Reads the costs of a process and of all below it; PostgreSQL's processes count as one. Empty where there is no `/proc`
 * with scheduler statistics.
 */
export function readProcessCosts(pid: number): ProcessCosts {
  const costs = new Map<string, { cpuMs: number; memoryMib: number }>();
  const children = childrenByParent();
  const visit = (id: number, name: string): void => {
    const { cpuMs, memoryMib } = costs.get(name) ?? { cpuMs: 0, memoryMib: 0 };
    const own = { cpuMs: cpuMsOf(id), memoryMib: memoryMibOf(id) };
    costs.set(name, { cpuMs: cpuMs + own.cpuMs, memoryMib: memoryMib + own.memoryMib });
    for (const child of children.get(id) ?? []) visit(child, name === 'start' ? roleOf(child) : name);
  };
  if (cpuMsOf(pid) > 0) visit(pid, 'start');
  return costs;
}

function childrenByParent(): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const pid of numbersIn('/proc')) {
    const status = read(`/proc/${pid}/stat`);
    // The command stands in parentheses and may hold blanks; state and parent follow it.
    const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** Roles have their name as their only argument. */
function roleOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean);
  const isRole = words.some((word) => /Role\.[jt]s$/.test(word));
  return isRole ? (words.at(-1) ?? 'other') : 'postgres';
}

function cpuMsOf(pid: number): number {
  return numbersIn(`/proc/${pid}/task`).reduce((total, thread) => {
    const [nanoseconds = '0'] = read(`/proc/${pid}/task/${thread}/schedstat`).split(' ');
    return total + Number(nanoseconds) / 1_000_000;
  }, 0);
}

function memoryMibOf(pid: number): number {
  const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`)) ?? [];
  return Number(kib) / 1_024;
}

function numbersIn(folder: string): readonly number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Processes may end while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
