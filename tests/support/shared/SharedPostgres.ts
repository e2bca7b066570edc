import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { createTestDatabase } from '../createTestDatabase.ts';

interface Server {
  readonly postgres: RunningPostgres;
  readonly folder: string;
  hasFailed: boolean;
  uses: number;
}

/** A folder of many databases is larger than a new one is expensive. */
const MAX_USES = 10;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * A PostgreSQL per worker, which runs one file at a time: whoever looks at sessions or locks sees those of the own file,
 * as if it had a server to itself.
 */
export class SharedPostgres {
  readonly #servers = new Map<string, Server>();

  /** @param worker - asks once per file, and waits for the answer. */
  async urlFor(worker: string): Promise<string> {
    const known = this.#servers.get(worker);
    if (known !== undefined && (known.hasFailed || known.uses >= MAX_USES)) {
      this.#servers.delete(worker);
      await end(known);
    }
    const server = this.#servers.get(worker) ?? (await start());
    this.#servers.set(worker, server);
    server.uses += 1;
    return server.postgres.url;
  }

  /** A database on the server of somebody who is no worker. @returns its URL. */
  async createDatabase(owner: string): Promise<string> {
    return createTestDatabase(await this.urlFor(owner));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map(end));
    this.#servers.clear();
  }
}

async function start(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-test-pg-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  const server: Server = { postgres, folder, hasFailed: false, uses: 0 };
  void postgres.failed.then(() => {
    server.hasFailed = true;
  });
  return server;
}

async function end({ postgres, folder }: Server): Promise<void> {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
