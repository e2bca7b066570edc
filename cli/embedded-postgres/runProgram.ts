import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ServerUser } from './serverUser.ts';

export interface Program {
  /** The folder with `bin`. */
  readonly native: string;
  readonly name: 'initdb' | 'postgres' | 'pg_ctl';
  readonly args: readonly string[];
  /** `null`: our own account. */
  readonly user: ServerUser | null;
  /** What the program reads; it never stands on the command line, where others could see it. */
  readonly input?: string;
}

export interface ProgramResult {
  readonly code: number | null;
  /** The end of what it wrote to stderr, at most 16 KiB. */
  readonly stderr: string;
}

const KEPT_STDERR = 16_384;

/**
 * Runs a program of PostgreSQL to its end.
 *
 * @param signal - ends the program; the promise then rejects with the signal's reason, after its end.
 * @throws {NodeJS.ErrnoException} when the program cannot be started, `EACCES` where its user cannot reach it.
 */
export function runProgram(program: Program, signal?: AbortSignal): Promise<ProgramResult> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(join(program.native, 'bin', program.name), program.args, {
      // Our own folder may be closed to the server's account.
      cwd: '/',
      // Our own environment may hold secrets, and the server's account can read that of its processes.
      env: { LC_ALL: 'C', TZ: 'UTC' },
      // Out of the terminal's foreground group: Ctrl-C is for us to act on.
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'ignore', 'pipe'],
      ...program.user,
    });
    let stderr = '';
    const end = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', end, { once: true });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR);
    });
    // A program that ends early closes its input; its exit code says more than the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(program.input ?? '');
    child.once('error', (error) => {
      signal?.removeEventListener('abort', end);
      reject(error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code, stderr });
    });
  });
}
