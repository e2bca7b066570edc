import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { bundleProgram } from '../support/bundleProgram.ts';

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

vi.setConfig({ testTimeout: 120_000 });

it('two workers and two gateways are restarted under load: no read fails, no write is lost (S30)', async () => {
  // Processes are those that an operator restarts, compiled: read from sources, each of the nine starts takes seconds.
  const bench = await bundleProgram(fileURLToPath(new URL('../../bench/main.ts', import.meta.url)), 'dist');
  const { stdout } = await run(process.execPath, [bench, 'rolling', '--rounds', '1', '--json'], {
    cwd: PROJECT,
  });
  const { restarts, acknowledged, reads, failedReads, failedWrites, lostWrites, cases, granted, effects } =
    JSON.parse(stdout);

  expect({ restarts, failedReads, failedWrites, lostWrites }).toEqual({
    restarts: 4,
    failedReads: 0,
    failedWrites: 0,
    lostWrites: 0,
  });
  expect(acknowledged).toBeGreaterThan(20);
  expect({ reads, cases, granted, effects }).toEqual({
    reads: acknowledged * 2,
    cases: acknowledged,
    granted: acknowledged,
    effects: acknowledged * 3,
  });
});
