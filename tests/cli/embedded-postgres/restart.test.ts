import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { eventually } from '../../support/eventually.ts';
import { findFreePort } from '../../support/findFreePort.ts';
import { isRunning } from '../processes/support/isRunning.ts';
import { query } from './support/query.ts';
import { silentLog } from './support/silentLog.ts';

/** A data folder after its first run: copying it is quicker than making one for each test. */
let template: string;
let dataDir: string;
let running: RunningPostgres[] = [];

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'tongban-pg-template-'));
  const server = await startEmbeddedPostgres({ dataDir: template, log: silentLog });
  await query(server.url, 'create table t as select 42 as answer');
  await server.stop();
});
afterAll(() => rm(template, { recursive: true, force: true }));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tongban-pg-'));
  // With the accounts and modes that the files have.
  await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir]);
  return async () => {
    for (const server of running) await server.stop();
    running = [];
    await rm(dataDir, { recursive: true, force: true });
  };
});

async function start(port = 0): Promise<RunningPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, port });
  running.push(server);
  return server;
}

const answer = (server: RunningPostgres) => query(server.url, 'select answer from t');

describe('stop and start again', () => {
  it('ends the server, twice asked or once, and finds the data again under a new password', async () => {
    const first = await start();

    await Promise.all([first.stop(), first.stop()]);
    expect(isRunning(first.pid)).toBe(false);
    const second = await start();

    expect(await answer(second)).toEqual([{ answer: 42 }]);
    const old = new URL(second.url);
    old.password = new URL(first.url).password;
    await expect(query(old.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('ends a server with a client in a transaction', async () => {
    const server = await start();
    const client = new pg.Client(server.url);
    const lost = vi.fn<(error: Error) => void>();
    client.on('error', lost);
    await client.connect();
    await client.query('begin');

    await server.stop();

    expect(isRunning(server.pid)).toBe(false);
    await eventually(() => expect(lost).toHaveBeenCalled());
  });

  it('ends by force what does not end in time, and recovers what was committed', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGSTOP');

    await first.stop(50);
    expect(isRunning(first.pid)).toBe(false);
    const second = await start();

    expect(await answer(second)).toEqual([{ answer: 42 }]);
  });

  it('says when the server ends by itself, and recovers with the next start', async () => {
    const first = await start();

    process.kill(first.pid, 'SIGKILL');

    expect(await first.failed).toBe('PostgreSQL ended by itself (SIGKILL)');
    await first.stop();
    const second = await start();
    expect(await answer(second)).toEqual([{ answer: 42 }]);
  });
});

describe('what may lie in the way', () => {
  it('refuses a folder that is in use, in one line', async () => {
    const server = await start();

    await expect(start()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: `the data folder ${dataDir} is in use by process ${process.pid}; stop it or choose another folder`,
    });
    expect(await query(server.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  });

  it('names a taken port, and leaves the folder free', async () => {
    const port = await findFreePort();
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));

    await expect(start(port)).rejects.toThrow(`port ${port} is taken`);
    await new Promise((resolve) => other.close(resolve));
    expect(new URL((await start(port)).url).port).toBe(String(port));
  });

  it('starts over a stale process number, even one that a stranger bears now', async () => {
    const first = await start();
    const pidFile = join(dataDir, 'data', 'postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    process.kill(first.pid, 'SIGKILL');
    await first.failed;
    await first.stop();
    const { uid, gid } = await stat(pidFile);
    // Of the server's own account: PostgreSQL takes no other process for a server.
    const stranger = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
    onTestFinished(() => void stranger.kill('SIGKILL'));
    await writeFile(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'));

    const second = await start();

    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    expect(await answer(second)).toEqual([{ answer: 42 }]);
  });

  it("gives PostgreSQL's own reason for data that it cannot use", async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'data', 'PG_VERSION'), '9.6\n');

    await expect(start()).rejects.toThrow(
      `PostgreSQL cannot use ${join(dataDir, 'data')}: database files are incompatible with server`,
    );
  });

  it('names a data folder that is a file', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');

    await expect(startEmbeddedPostgres({ dataDir: file, log: silentLog })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `the data folder ${file} cannot be made or written to (EEXIST)`,
    });
  });
});
