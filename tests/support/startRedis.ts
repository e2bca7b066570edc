import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findFreePort } from './findFreePort.ts';

/** A real redis-server of a test's own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Stops or goes on, as a server that hangs. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

/** @param given - a port, to stand up again where a server was, and further arguments. */
export async function startRedis(
  program: string,
  given: { readonly port?: number; readonly args?: readonly string[] } = {},
): Promise<TestRedis> {
  const port = given.port ?? (await findFreePort());
  const folder = await mkdtemp(join(tmpdir(), 'tongban-test-redis-'));
  const child = spawn(
    program,
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ].concat(given.args ?? []),
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  // Asks until somebody answers.
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => undefined);
  try {
    const answer = await Promise.race([client.info('server'), ended]);
    // Nor may another test's server be taken for this one's.
    if (!String(answer).includes(`process_id:${child.pid}\r\n`)) throw new Error(`port ${port} is taken`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    client.disconnect();
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    signal: (name) => void child.kill(name),
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
