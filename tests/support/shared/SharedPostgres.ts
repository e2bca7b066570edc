import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { createTestDatabase } from '../createTestDatabase.ts';

interface Server {
  readonly postgres: RunningPostgres;
  readonly folder: string;
  hasFailed: boolean;
  /** The last of the files that used it, and how many they were. */
  file: string;
  files: number;
}

interface Asker {
  readonly worker: string;
  /** Whoever asks again for the same file gets the same server. */
  readonly file: string;
}

/** A folder of many databases is larger than a new one is expensive. */
const MAX_FILES = 10;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * A PostgreSQL per worker, which runs one file at a time: whoever looks at sessions or locks sees those of the own file,
 * as if it had a server to itself.
 */
export class SharedPostgres {
  readonly #servers = new Map<string, Server>();

  /** A file may ask several times: what it made before must stand. */
  async urlFor({ worker, file }: Asker): Promise<string> {
    const known = this.#servers.get(worker);
    const isSpent = known !== undefined && known.file !== file && known.files >= MAX_FILES;
    if (known !== undefined && (known.hasFailed || isSpent)) {
      this.#servers.delete(worker);
      await end(known);
    }
    const server = this.#servers.get(worker) ?? (await start());
    this.#servers.set(worker, server);
    if (server.file !== file) server.files += 1;
    server.file = file;
    return server.postgres.url;
  }

  /** A database on the server of somebody who is no worker. @returns its URL. */
  async createDatabase(owner: string): Promise<string> {
    return createTestDatabase(await this.urlFor({ worker: owner, file: owner }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map(end));
    this.#servers.clear();
  }
}

async function start(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-test-pg-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  // No machine loses its power in these tests, and whoever kills a server starts one of its own.
  await appendFile(join(folder, 'data/postgresql.conf'), 'fsync = off\nfull_page_writes = off\n');
  process.kill(postgres.pid, 'SIGHUP');
  const server: Server = { postgres, folder, hasFailed: false, file: '', files: 0 };
  void postgres.failed.then(() => {
    server.hasFailed = true;
  });
  return server;
}

async function end({ postgres, folder }: Server): Promise<void> {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
