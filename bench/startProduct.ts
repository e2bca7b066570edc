import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const announcement = z.object({
  gateway: z.string(),
  tokens: z.object({ citizen: z.string(), clerk: z.string() }),
});

/** The whole product in processes of its own, as `npm start` runs it. */
export interface Product extends z.infer<typeof announcement> {
  stop(): Promise<void>;
}

/** @throws {Error} where it ends before it serves. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  // PostgreSQL runs under another account when we are root.
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [PROGRAM, 'start', '--json', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'warn' },
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{"gateway"')) continue;
    child.stdout.resume();
    return { ...announcement.parse(JSON.parse(line)), stop };
  }
  await stop();
  throw new Error('the product did not start');
}
