import { execFile } from 'node:child_process';
import { chmod, chown, lstat, mkdir, mkdtemp, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import type { ProcessLog } from '../../../cli/processes/ProcessLog.ts';
import { buildPrograms } from '../processes/support/buildPrograms.ts';
import { isRunning } from '../processes/support/isRunning.ts';
import { TestProgram } from '../processes/support/TestProgram.ts';
import { copyNative } from './support/copyNative.ts';
import { isRoot } from './support/isRoot.ts';
import { query } from './support/query.ts';

const NOBODY = 65_534;
const DAEMON = 1;

let programs: Awaited<ReturnType<typeof buildPrograms>>;
let home: string;
/** What lies outside of `home` and has to go too. */
let outside: string[] = [];

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tongban-home-'));
  return async () => {
    for (const folder of [home, ...outside]) await rm(folder, { recursive: true, force: true });
    outside = [];
  };
});

const log = {
  info: vi.fn<ProcessLog['info']>(),
  warn: vi.fn<ProcessLog['warn']>(),
  error: vi.fn<ProcessLog['error']>(),
};
const lines = () => log.info.mock.calls.map(([line]) => line).join('\n');

const uidOf = async (server: RunningPostgres) => (await stat(`/proc/${server.pid}`)).uid;

describe('a plain user', () => {
  it('runs PostgreSQL itself, from a copy where library links are missing and cannot be made', async () => {
    const [native, dataDir] = [join(home, 'native'), join(home, 'pg')];
    await copyNative(native);
    await mkdir(dataDir);
    await chmod(home, 0o755);
    await chmod(join(native, 'lib'), 0o555);
    if (isRoot) await chown(dataDir, NOBODY, NOBODY);
    const account = isRoot ? { uid: NOBODY, cwd: '/' } : {};
    const file = join(programs.folder, 'postgres.js');

    const program = new TestProgram({ file, input: { dataDir, native }, ...account });
    outside.push(
      await program.waitFor(/programs run from a copy in (.+), because library links are missing in/),
    );
    const url = await program.waitFor(/ready (\S+) \(/);

    expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    program.kill('SIGTERM');
    expect(await program.exit()).toBe(0);
    expect(program.pids(/\(process (\d+)\)/g).filter(isRunning)).toEqual([]);
    expect((await lstat(outside[0] ?? '')).mode & 0o022).toBe(0);
    await chmod(join(native, 'lib'), 0o755);
  });

  if (isRoot) {
    it("names a data folder of another account's", async () => {
      const dataDir = join(home, 'pg');
      await mkdir(dataDir, { mode: 0o700 });
      await chmod(home, 0o755);
      const file = join(programs.folder, 'postgres.js');

      const program = new TestProgram({ file, input: { dataDir }, uid: NOBODY, cwd: '/' });

      expect(await program.exit()).toBe(1);
      expect(program.output).toBe(`ERROR the data folder ${dataDir} cannot be made or written to (EACCES)\n`);
    });
  }
});

if (isRoot) {
  describe('root', () => {
    const start = (native?: string) =>
      startEmbeddedPostgres({ dataDir: join(home, 'pg'), log, ...(native === undefined ? {} : { native }) });

    it('runs PostgreSQL under nobody, with programs and data outside of a closed home, and finds both again', async () => {
      const native = join(home, 'native');
      await copyNative(native);

      const first = await start(native);
      const copy = /copy in (.+), because uid 65534 cannot reach/.exec(lines())?.[1] ?? '';
      const data = /data lies in (.+), because uid 65534 cannot reach/.exec(lines())?.[1] ?? '';
      outside.push(copy, dirname(data));
      await query(first.url, 'create table t as select 42 as answer');
      expect(await uidOf(first)).toBe(NOBODY);
      await first.stop();

      const second = await start(native);
      expect(await query(second.url, 'select answer from t')).toEqual([{ answer: 42 }]);
      await second.stop();
      expect(await readlink(join(home, 'pg', 'data'))).toBe(data);
      expect((await stat(home)).mode & 0o777).toBe(0o700);
      expect(await stat(data)).toMatchObject({ uid: NOBODY, mode: 0o040_700 });
      expect(await stat(dirname(data))).toMatchObject({ uid: 0, mode: 0o040_711 });
      expect(await stat(copy)).toMatchObject({ uid: 0, mode: 0o040_755 });
    });

    it('moves data along when its folder is closed later', async () => {
      await chmod(home, 0o755);
      const first = await start();
      await query(first.url, 'create table t as select 42 as answer');
      await first.stop();
      expect((await lstat(join(home, 'pg', 'data'))).isDirectory()).toBe(true);
      await chmod(home, 0o700);

      const second = await start();
      outside.push(dirname(await readlink(join(home, 'pg', 'data'))));

      expect(await query(second.url, 'select answer from t')).toEqual([{ answer: 42 }]);
      expect(await uidOf(second)).toBe(NOBODY);
      await second.stop();
    });

    it('leaves the data of another account to that account', async () => {
      await chmod(home, 0o755);
      await (await start()).stop();
      await promisify(execFile)('chown', ['-R', `${DAEMON}:${DAEMON}`, join(home, 'pg', 'data')]);

      const server = await start();

      expect(await uidOf(server)).toBe(DAEMON);
      await server.stop();
    });
  });
}
