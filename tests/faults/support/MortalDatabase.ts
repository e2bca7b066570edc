import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningPostgres } from '../../../cli/embedded-postgres/RunningPostgres.ts';
import { startEmbeddedPostgres } from '../../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { queryOnce } from '../../support/queryOnce.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** A PostgreSQL of its own under one URL, which is killed, comes back, and becomes unwilling to write. */
export class MortalDatabase {
  readonly url: string;
  readonly #folder: string;
  #postgres: RunningPostgres;

  private constructor(folder: string, postgres: RunningPostgres) {
    this.url = postgres.url;
    this.#folder = folder;
    this.#postgres = postgres;
  }

  static async start(): Promise<MortalDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-mortal-pg-'));
    return new MortalDatabase(folder, await startEmbeddedPostgres({ dataDir: folder, log: silent }));
  }

  /** `kill -9` of the postmaster, with which all its sessions end. */
  async kill(): Promise<void> {
    process.kill(this.#postgres.pid, 'SIGKILL');
    await this.#postgres.failed;
    await this.#postgres.stop();
  }

  /** Starts it again on what is on disk, where it was. */
  async revive(): Promise<void> {
    const { port, password } = new URL(this.url);
    this.#postgres = await startEmbeddedPostgres({
      dataDir: this.#folder,
      port: Number(port),
      log: silent,
    });
    // Each start has a password of its own.
    await queryOnce(this.#postgres.url, `alter role tongban password '${password}'`);
  }

  /** From now on, and in sessions that are there already: as a standby does, or one whose operator has closed it. */
  async setReadOnly(isReadOnly: boolean): Promise<void> {
    await this.query(`begin read write;
      alter database tongban set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'};
      commit;
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = 'tongban' and pid <> pg_backend_pid()`);
  }

  /** Whatever is added to one table fails as it does on a full disk. */
  async setFull(table: string, isFull: boolean): Promise<void> {
    await this.query(
      isFull
        ? `create or replace function public.disk_full() returns trigger language plpgsql as $$ begin
             raise exception using errcode = '53100', message = 'could not extend file: No space left on device';
           end $$;
           create trigger disk_full before insert or update on ${table} execute function public.disk_full()`
        : `drop trigger disk_full on ${table}`,
    );
  }

  /** Rows of one statement; several give nothing back. */
  query(sql: string): Promise<Record<string, unknown>[]> {
    return queryOnce(this.url, sql);
  }

  async stop(): Promise<void> {
    await this.#postgres.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
