import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ProductRun } from './support/ProductRun.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const ROLES = [
  'worker',
  'cases',
  'gateway',
  'people',
  'catalog',
  'housing-fund',
  'social-insurance',
  'public-security',
  'sandbox',
];
const WAIT = { timeout: 60_000, interval: 50 };

// Every test starts the whole product; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

let data: string;
const runs: ProductRun[] = [];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tongban-crashes-'));
  await chmod(data, 0o755);
});
afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
});
afterAll(() => rm(data, { recursive: true, force: true }));

function start(port = 0): ProductRun {
  const run = new ProductRun({ project: PROJECT, data, by: 'node', port });
  runs.push(run);
  return run;
}

it('starts on the same data and the same port right after kill -9', async () => {
  const first = start();
  const before = await first.ask();
  const { port } = new URL((await first.ready()).gateway);
  first.child.kill('SIGKILL');
  await first.exit();

  const second = start(Number(port));
  const after = await second.ask();
  second.child.kill('SIGTERM');
  const { code } = await second.exit();

  expect(after).toEqual(before);
  expect(after).not.toHaveProperty('errors');
  expect(code).toBe(0);
  expect(first.left()).toEqual([]);
  expect(second.left()).toEqual([]);
});

it('brings back every role that is killed, where it was; another start on the data is refused meanwhile', async () => {
  const run = start();
  const before = await run.ask();
  const ports = await readFile(join(data, 'sandbox-ports.json'), 'utf8');

  const other = start();
  const { code } = await other.exit();
  for (const role of ROLES) process.kill(await run.role(role), 'SIGKILL');
  for (const role of ROLES) await run.role(role, 2);

  await vi.waitFor(async () => expect(await run.ask()).toEqual(before), WAIT);
  expect(code).toBe(1);
  expect(other.stderr).toBe(
    `tongban: the data folder ${data} is in use by process ${run.child.pid}; stop it or choose another folder\n`,
  );
  expect(await readFile(join(data, 'sandbox-ports.json'), 'utf8')).toBe(ports);
  run.child.kill('SIGTERM');
  expect((await run.exit()).code).toBe(0);
  expect(run.left()).toEqual([]);
});

it('ends with one line when PostgreSQL is killed', async () => {
  const run = start();
  await run.ready();
  const pid = await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8');
  process.kill(Number.parseInt(pid, 10), 'SIGKILL');
  const { code } = await run.exit();

  expect(code).toBe(1);
  expect(run.stderr).toContain('tongban: PostgreSQL ended by itself (SIGKILL)\n');
  expect(run.left()).toEqual([]);
});

it('starts after that, and serves on when nobody reads its output any more', async () => {
  const run = new ProductRun({ project: PROJECT, data, by: 'node', env: { LOG_LEVEL: 'info' } });
  runs.push(run);
  await run.ready();
  run.child.stdout?.destroy();

  // Each question is a line of the gateway's log, which meets the closed pipe.
  const answers = [await run.ask(), await run.ask(), await run.ask()];
  run.child.kill('SIGTERM');

  for (const answer of answers) expect(answer).not.toHaveProperty('errors');
  expect((await run.exit()).code).toBe(0);
  expect(run.left()).toEqual([]);
});
