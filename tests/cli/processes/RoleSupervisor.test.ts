import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { locateBinaries } from '../../../cli/embedded-postgres/locateBinaries.ts';
import { RoleSupervisor } from '../../../cli/processes/RoleSupervisor.ts';
import { buildPrograms } from './support/buildPrograms.ts';
import { isRunning } from './support/isRunning.ts';
import { TestProgram } from './support/TestProgram.ts';

let programs: Awaited<ReturnType<typeof buildPrograms>>;
let folder: string;
let started: TestProgram[] = [];

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-system-'));
  // As root, the database's account must get through, else its data would lie elsewhere.
  await chmod(folder, 0o755);
  return async () => {
    for (const program of started) {
      // Its database is no child of ours by name: it ends with what it names.
      const named = allPids(program);
      // A role that is still starting is named nowhere yet, and would write into the folder.
      await program.end();
      await gone(named);
    }
    started = [];
    await rm(folder, { recursive: true, force: true });
  };
});

interface SystemOptions {
  readonly groups: ReadonlyArray<ReadonlyArray<{ name: string; behaviour?: string }>>;
  readonly withDatabase?: boolean;
  readonly stopWithinMs?: number;
}

function startSystem({ groups, withDatabase = false, stopWithinMs }: SystemOptions): TestProgram {
  const database = { dataDir: join(folder, 'pg'), native: locateBinaries() };
  const input = {
    groups,
    events: join(folder, 'events'),
    stopWithinMs,
    ...(withDatabase ? { database } : {}),
  };
  const system = new TestProgram({ file: join(programs.folder, 'system.js'), input });
  started.push(system);
  return system;
}

const events = async () => (await readFile(join(folder, 'events'), 'utf8')).trim().split('\n');
const allPids = (system: TestProgram) => system.pids(/\(process (\d+)\)/g);
const url = (system: TestProgram, name: string) => system.waitFor(new RegExp(`URL ${name} (\\S+)`));
const gone = (pids: readonly number[]) =>
  vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), 10_000);

const THREE = [[{ name: 'people' }], [{ name: 'housing' }], [{ name: 'gateway' }]];

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'ends roles in reverse order on %s, and exits with 0',
  async (signal) => {
    const system = startSystem({ groups: THREE });
    await system.waitFor(/all ready/);

    system.kill(signal);

    expect(await system.exit()).toBe(0);
    expect(await events()).toEqual([
      'people started',
      'housing started',
      'gateway started',
      'gateway stopping',
      'gateway stopped',
      'housing stopping',
      'housing stopped',
      'people stopping',
      'people stopped',
    ]);
    await gone(allPids(system));
  },
);

it('keeps that order, and the database last, when Ctrl-C reaches the whole group, twice', async () => {
  const system = startSystem({ groups: THREE, withDatabase: true });
  await system.waitFor(/all ready/);

  system.killGroup('SIGINT');
  system.killGroup('SIGINT');

  expect(await system.exit()).toBe(0);
  expect((await events()).slice(3)).toEqual([
    'gateway stopping',
    'gateway stopped',
    'housing stopping',
    'housing stopped',
    'people stopping',
    'people stopped',
    'database answers',
    'database stopped',
  ]);
  expect(allPids(system)).toHaveLength(4);
  await gone(allPids(system));
});

it('runs from TypeScript sources with the loader of its own process', async () => {
  const system = new TestProgram({
    file: fileURLToPath(new URL('./programs/system.ts', import.meta.url)),
    execArgv: ['--import', 'tsx'],
    input: { groups: [[{ name: 'people' }]], events: join(folder, 'events') },
  });
  started.push(system);
  await system.waitFor(/all ready/);

  system.kill('SIGTERM');

  expect(await system.exit()).toBe(0);
});

it('starts roles with what V8 reads at the start only', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });
  await system.waitFor(/all ready/);

  const [pid = 0] = allPids(system);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);

  expect(stdout).toContain('--gc-memory-reducer-start-delay-ms=600000');
});

it('starts a crashed role again on the same port', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });
  const people = await url(system, 'people');

  await fetch(`${people}crash`).catch(() => undefined);
  await system.waitFor(
    /WARN people ended \(exit code 9\); it starts again in 10 ms[\s\S]*INFO people is ready/,
  );

  expect(await (await fetch(people)).text()).toBe('ok');
  const [first, second] = allPids(system);
  expect(first).not.toBe(second);
});

it('tells where a role serves each time that it is ready', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });
  const people = await url(system, 'people');
  await fetch(`${people}crash`).catch(() => undefined);
  await system.waitFor(/SERVES people \S+[\s\S]*WARN people ended[\s\S]*SERVES people \S+/);

  expect(system.output.match(/SERVES .*/g)).toEqual([`SERVES people ${people}`, `SERVES people ${people}`]);
});

it('starts a killed role again', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });
  await system.waitFor(/all ready/);

  process.kill(allPids(system)[0] ?? 0, 'SIGKILL');

  await system.waitFor(/WARN people ended \(signal SIGKILL\)[\s\S]*INFO people is ready/);
});

it('tells no message of an error that nobody caught, only its kind and place', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });
  const people = await url(system, 'people');

  await fetch(`${people}throw`).catch(() => undefined);
  await system.waitFor(/WARN people ended \(unexpected error: Error at /);

  expect(system.output).not.toContain('990000199001010000');
});

it('gives up a role that crashes five times in a minute, ends the others, and exits with 1', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }], [{ name: 'gateway', behaviour: 'crash' }]] });

  expect(await system.exit()).toBe(1);
  expect(system.output.match(/starts again/g)).toHaveLength(4);
  expect(system.output.match(/ERROR .*/g)).toEqual([
    'ERROR gateway ended 5 times in 60 s and is given up (exit code 7)',
  ]);
  expect(await events()).toEqual(['people started', 'people stopping', 'people stopped']);
  await gone(allPids(system));
});

it('does not try again a role that says why it cannot serve', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }], [{ name: 'gateway', behaviour: 'refuse' }]] });

  expect(await system.exit()).toBe(1);
  expect(system.output.match(/(?:ERROR|WARN) .*/g)).toEqual(['ERROR gateway: port 4000 is taken']);
  await gone(allPids(system));
});

it('gives up a role that does not get ready in its time', async () => {
  const system = startSystem({ groups: [[{ name: 'gateway', behaviour: 'neverReady' }]] });

  expect(await system.exit()).toBe(1);
  expect(system.output).toContain('ERROR gateway: not ready after 1.5 s');
});

it('ends by force what hangs or blocks, in time, and still lets the others end in order', async () => {
  const system = startSystem({
    groups: [
      [{ name: 'people' }],
      [{ name: 'housing', behaviour: 'hangInStop' }],
      [{ name: 'gateway', behaviour: 'block' }],
    ],
    stopWithinMs: 6_000,
  });
  await system.waitFor(/all ready/);
  const before = performance.now();

  system.kill('SIGTERM');
  await system.exit();

  // Whoever hangs has used up its share only.
  expect(performance.now() - before).toBeLessThan(5_500);
  expect((await events()).slice(3)).toEqual([
    'gateway stopping',
    'housing stopping',
    'people stopping',
    'people stopped',
  ]);
  await gone(allPids(system));
});

it('ends while it is still starting', async () => {
  const system = startSystem({
    groups: [[{ name: 'people' }], [{ name: 'gateway', behaviour: 'neverReady' }]],
  });
  await system.waitFor(/URL people/);

  system.kill('SIGTERM');

  expect(await system.exit()).toBe(0);
  expect(await events()).toEqual(['people started', 'people stopping', 'people stopped']);
  await gone(allPids(system));
});

it('starts nothing again once the end has begun', async () => {
  const ending = new AbortController();
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const log = { info: note, warn: note, error: note };
  const supervisor = new RoleSupervisor({ log, signal: ending.signal });
  const program = pathToFileURL(join(programs.folder, 'role.js'));
  await supervisor.start([
    { name: 'people', program, config: () => ({ name: 'people', events: join(folder, 'events') }) },
  ]);
  const pid = Number(/\(process (\d+)\)/.exec(lines.join())?.[1]);

  ending.abort();
  process.kill(pid, 'SIGKILL');
  // Its number is free as soon as its end was told to us.
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000);
  await supervisor.stop();

  expect(lines).toEqual([`people is ready (process ${pid})`]);
});

it('leaves no role behind when it is killed, and starts again on the same database', async () => {
  const killed = startSystem({ groups: THREE, withDatabase: true });
  await killed.waitFor(/all ready/);
  const [database = 0, ...roles] = allPids(killed);

  killed.kill('SIGKILL');
  await gone(roles);
  const next = startSystem({ groups: THREE, withDatabase: true });
  await next.waitFor(/all ready/);

  expect(next.output).toContain(`WARN stopping PostgreSQL ${database}, which outlived the last run`);
  expect(isRunning(database)).toBe(false);
  next.kill('SIGTERM');
  expect(await next.exit()).toBe(0);
  await gone(allPids(next));
});

it('ends with 1 when the database is lost', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]], withDatabase: true });
  await system.waitFor(/all ready/);

  process.kill(allPids(system)[0] ?? 0, 'SIGKILL');

  expect(await system.exit()).toBe(1);
  expect(system.output).toContain('ERROR PostgreSQL ended by itself (SIGKILL)');
  await gone(allPids(system));
});

it('passes on what roles write, with their names', async () => {
  const system = startSystem({ groups: [[{ name: 'people' }]] });

  expect(await system.waitFor(/.*people says hello/)).toBe('[people] people says hello');
});
