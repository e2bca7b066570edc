import { endServer } from './endServer.ts';
import type { ReadyServer } from './launchServer.ts';
import type { ServerUser } from './serverUser.ts';

export interface RunningPostgresParts {
  readonly server: ReadyServer;
  readonly url: string;
  readonly native: string;
  readonly data: string;
  readonly user: ServerUser | null;
  /** Gives the data folder free. */
  readonly release: () => Promise<void>;
}

const STOP_MS = 10_000;

/** A PostgreSQL that takes connections and is ours to stop. */
export class RunningPostgres {
  /** `postgres://tongban:<password>@127.0.0.1:<port>/tongban`; a secret. */
  readonly url: string;
  readonly pid: number;
  /** Settles with one line when the server ends without being asked to, and never otherwise. */
  readonly failed: Promise<string>;
  readonly #parts: RunningPostgresParts;
  #stopping: Promise<void> | null = null;

  constructor(parts: RunningPostgresParts) {
    this.url = parts.url;
    this.pid = parts.server.pid;
    this.#parts = parts;
    this.failed = this.#watch();
    // Whichever way this process ends - an uncaught error, process.exit - the server must not outlive it.
    process.once('exit', this.#endWithParent);
  }

  /**
   * Ends the server; later calls wait for the first.
   *
   * @param withinMs - when it must be gone, default 10 s; what has not ended in an orderly way after eight tenths
   *   of that is ended by force and recovers at the next start. No committed work is lost either way.
   */
  stop(withinMs: number = STOP_MS): Promise<void> {
    this.#stopping ??= this.#stop(withinMs);
    return this.#stopping;
  }

  readonly #endWithParent = () => {
    if (this.#isRunning()) this.#parts.server.process.kill('SIGINT');
  };

  readonly #isRunning = () =>
    this.#parts.server.process.exitCode === null && this.#parts.server.process.signalCode === null;

  async #stop(withinMs: number): Promise<void> {
    const { native, data, user, release } = this.#parts;
    if (this.#isRunning()) {
      await endServer({ pid: this.pid, native, data, user, isRunning: this.#isRunning, withinMs });
    }
    process.removeListener('exit', this.#endWithParent);
    await release();
  }

  #watch(): Promise<string> {
    return new Promise((resolve) => {
      this.#parts.server.process.once('exit', (code, signal) => {
        if (this.#stopping === null) resolve(`PostgreSQL ended by itself (${signal ?? `exit code ${code}`})`);
      });
    });
  }
}
