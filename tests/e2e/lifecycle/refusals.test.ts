import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withPostgres } from '../../support/withPostgres.ts';
import { ProductRun, type ProductRunOptions } from './support/ProductRun.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

// Every test starts the product; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const postgres = withPostgres();
let folder: string;
const runs: ProductRun[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-refusals-'));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
  await rm(folder, { recursive: true, force: true });
});

async function refusal(options: Partial<ProductRunOptions> = {}): Promise<string> {
  const run = new ProductRun({ project: PROJECT, data: join(folder, 'data'), by: 'node', ...options });
  runs.push(run);
  const { code } = await run.exit();

  expect(code).toBe(1);
  expect(run.stdout).toBe('');
  expect(run.left()).toEqual([]);
  return run.stderr;
}

it('names a port that is taken, before it starts anything', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  expect(await refusal({ port })).toBe(
    `tongban: cannot listen on 127.0.0.1:${port}: the port is taken; choose another with --port\n`,
  );
  expect(await readdir(join(folder, 'data'))).toEqual([]);
  server.close();
});

it.each([
  ['PORT', 'http', 'PORT must be a port, 0 to 65535'],
  ['DATABASE_URL', 'hidden-password@db', 'DATABASE_URL must be a postgres:// URL'],
  ['DATABASE_URL_FILE', '/nowhere', 'DATABASE_URL_FILE: /nowhere cannot be read (ENOENT)'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
])('names a variable with a bad value: %s=%s', async (name, value, line) => {
  expect(await refusal({ env: { [name]: value }, port: null })).toBe(`tongban: ${line}\n`);
});

it.each([
  ['a file', async () => writeFile(join(folder, 'data'), ''), () => join(folder, 'data'), 'EEXIST'],
  [
    'below a file',
    async () => writeFile(join(folder, 'file'), ''),
    () => join(folder, 'file/data'),
    'ENOTDIR',
  ],
  ['where no folder can be', async () => {}, () => '/proc/tongban/data', 'ENOENT'],
])('names a data folder that cannot be made: %s', async (_, prepare, path, code) => {
  await prepare();

  expect(await refusal({ data: path() })).toBe(
    `tongban: the data folder ${path()} cannot be made or written to (${code})\n`,
  );
});

it.each(['', '{', '{"vaultKey":"AAAA"}'])('names damaged secrets: %j', async (text) => {
  const data = join(folder, 'data');
  await mkdir(data);
  const file = join(data, 'development-secrets.json');
  await writeFile(file, text);

  expect(await refusal({ data })).toBe(
    `tongban: ${file} is damaged; restore it, or delete the whole data folder to begin anew\n`,
  );
  expect(await readFile(file, 'utf8')).toBe(text);
});

it('uses the database of DATABASE_URL_FILE, and starts none of its own', async () => {
  const DATABASE_URL_FILE = join(folder, 'database-url');
  await writeFile(DATABASE_URL_FILE, `${await postgres.createDatabase()}\n`);
  const run = new ProductRun({
    project: PROJECT,
    data: join(folder, 'data'),
    by: 'node',
    env: { DATABASE_URL_FILE },
  });
  runs.push(run);
  const answer = await run.ask();
  run.child.kill('SIGTERM');

  expect(answer).not.toHaveProperty('errors');
  expect((await run.exit()).code).toBe(0);
  expect(await readdir(join(folder, 'data'))).not.toContain('postgres');
});

it('says that the database of DATABASE_URL does not answer, without its password', async () => {
  const run = new ProductRun({
    project: PROJECT,
    data: join(folder, 'data'),
    by: 'node',
    env: { DATABASE_URL: 'postgres://somebody:hidden-password@127.0.0.1:1/tongban' },
  });
  runs.push(run);

  expect((await run.exit()).code).toBe(1);
  // Whoever notices first says it.
  expect(run.stderr).toMatch(
    /^tongban: (\w+: )?the database of [\w ]+ cannot be prepared \(ECONNREFUSED\)(: nothing listens .*)?$/m,
  );
  expect(run.stderr).not.toContain('hidden-password');
  expect(run.left()).toEqual([]);
});
