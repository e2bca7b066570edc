import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StackAnnouncement } from './Stack.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** The processes of the whole product, with a data folder of their own. */
export interface LaunchedStack {
  readonly announcement: StackAnnouncement;
  readonly folder: string;
  /** The file that takes what the product writes, to whichever stream, but the announcement. */
  readonly log: string;
  readonly process: ChildProcess;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/**
 * Starts the product as a user does: the compiled program, which `npm test` compiles first.
 *
 * @param env - added to our own environment.
 */
export async function launchStack(env: Readonly<Record<string, string>>): Promise<LaunchedStack> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-e2e-'));
  // PostgreSQL runs under another account when we are root.
  await chmod(folder, 0o755);
  const log = `${folder}.log`;
  const stderr = openSync(log, 'a');
  const child = spawn(process.execPath, [PROGRAM, 'start', '--json', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', stderr],
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
  });
  closeSync(stderr);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (isRunning()) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
    await rm(log, { force: true });
  };
  const announcement = await firstLine(child);
  if (announcement === null) {
    const said = readFileSync(log, 'utf8').slice(-20_000);
    await stop();
    throw new Error(`the product did not start: ${said}`);
  }
  child.stdout?.on('data', (chunk: Buffer) => appendFileSync(log, chunk));
  return { announcement, folder, log, process: child, isRunning, stop };
}

async function firstLine(child: ChildProcess): Promise<StackAnnouncement | null> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"gateway"')) {
      child.stdout.resume();
      return JSON.parse(line);
    }
  }
  return null;
}
