import { setTimeout as pause } from 'node:timers/promises';
import { runProgram } from './runProgram.ts';
import type { ServerUser } from './serverUser.ts';

export interface ServerToEnd {
  readonly pid: number;
  readonly native: string;
  readonly data: string;
  readonly user: ServerUser | null;
  /** Whether it still runs. */
  readonly isRunning: () => boolean | Promise<boolean>;
  /** When it must be gone, milliseconds from now: after eight tenths force begins. */
  readonly withinMs: number;
}

const LOOK_EVERY_MS = 10;
const ORDERLY_SHARE = 0.8;
const QUIT_SHARE = 0.1;
/** The system needs no longer to take away a process that was killed. */
const AFTER_KILL_MS = 1_000;

/**
 * Ends a server: "fast" (transactions are rolled back, a checkpoint is written), then "immediate" (the next
 * start recovers from the log), then by force.
 *
 * @returns whether it ended in an orderly way.
 */
export async function endServer(server: ServerToEnd): Promise<boolean> {
  await askToEnd(server);
  if (await endsWithin(server, server.withinMs * ORDERLY_SHARE)) return true;

  send(server.pid, 'SIGQUIT');
  if (!(await endsWithin(server, server.withinMs * QUIT_SHARE))) {
    send(server.pid, 'SIGKILL');
    await endsWithin(server, AFTER_KILL_MS);
  }
  return false;
}

async function askToEnd({ pid, native, data, user }: ServerToEnd): Promise<void> {
  if (process.platform === 'win32') {
    // A signal would end the server by force there; pg_ctl speaks to it through a pipe of its own.
    await runProgram({ native, name: 'pg_ctl', args: ['stop', '-D', data, '-m', 'fast', '-W'], user });
    return;
  }
  send(pid, 'SIGINT');
}

async function endsWithin({ isRunning }: ServerToEnd, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (await isRunning()) {
    if (performance.now() > end) return false;
    await pause(LOOK_EVERY_MS);
  }
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone already is what we want.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
