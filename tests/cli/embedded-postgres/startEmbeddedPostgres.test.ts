import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { query } from './support/query.ts';
import { silentLog } from './support/silentLog.ts';

describe('a new data folder', () => {
  let dataDir: string;
  let server: RunningPostgres;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tongban-pg-'));
    // As on a hardened machine: what another account has to read is open to it all the same.
    const umask = process.umask(0o077);
    try {
      server = await startEmbeddedPostgres({ dataDir, log: silentLog });
    } finally {
      process.umask(umask);
    }
  });
  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('serves an empty UTF-8 database, durably, for a role that is no superuser', async () => {
    expect(
      await query(
        server.url,
        `select current_database() as database, datcollate as collation, pg_encoding_to_char(encoding) as encoding,
           current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
           current_setting('full_page_writes') as pages, current_setting('TimeZone') as zone,
           (select rolsuper from pg_roles where rolname = current_user) as superuser
         from pg_database where datname = current_database()`,
      ),
    ).toEqual([
      {
        database: 'tongban',
        collation: 'C',
        encoding: 'UTF8',
        fsync: 'on',
        commits: 'on',
        pages: 'on',
        zone: 'UTC',
        superuser: false,
      },
    ]);
  });

  it('refuses every other login', async () => {
    const attempt = (user: string, password: string, database = 'tongban') => {
      const other = new URL(server.url);
      [other.username, other.password, other.pathname] = [user, password, `/${database}`];
      return query(other.href, 'select 1');
    };

    await expect(attempt('tongban', 'wrong')).rejects.toMatchObject({ code: '28P01' });
    await expect(attempt('postgres', 'postgres', 'postgres')).rejects.toMatchObject({ code: '28000' });
  });

  it('leaves its password in no file, and no file open to others but the rules', async () => {
    const { password } = new URL(server.url);

    const open: string[] = [];
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      expect((await readFile(file)).includes(password)).toBe(false);
      if ((await stat(file)).mode & 0o077) open.push(entry.name);
    }
    expect(open).toEqual(['pg_hba.conf']);
    expect((await stat(join(dataDir, 'data'))).mode & 0o777).toBe(0o700);
  });

  it('keeps values out of its log', async () => {
    await query(server.url, 'create table t (id text primary key)');
    await query(server.url, `insert into t values ('990000199001010000')`);

    await expect(query(server.url, `insert into t values ('990000199001010000')`)).rejects.toThrow(
      'duplicate key',
    );
    const output = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(output).toContain('duplicate key');
    expect(output).not.toContain('990000199001010000');
  });
});

describe('a first start that does not come to its end', () => {
  it('is followed by one that does', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tongban-pg-'));
    await mkdir(join(dataDir, 'data.new-1'));
    await writeFile(join(dataDir, 'data.new-1', 'PG_VERSION'), '18\n');
    const controller = new AbortController();
    const starting = startEmbeddedPostgres({ dataDir, log: silentLog, signal: controller.signal });
    const failure = expect(starting).rejects.toThrow('aborted');
    await vi.waitFor(async () => expect(await readdir(dataDir)).toContain(`data.new-${process.pid}`), {
      timeout: 20_000,
      interval: 5,
    });

    controller.abort();

    await failure;
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(stdout).not.toContain(dataDir);
    expect(await readdir(dataDir)).toEqual([]);
    const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
    expect(await query(server.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    expect((await readdir(dataDir)).filter((name) => name.startsWith('data'))).toEqual(['data']);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
