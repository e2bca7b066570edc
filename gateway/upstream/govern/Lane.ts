import { buildConnector, Pool } from 'undici';
import { skipContinue } from '../skipContinue.ts';

const MINUTE_MS = 60_000;

/**
 * The sockets that calls go through.
 *
 * Every endpoint has a lane of its own even where one server stands for many: as many calls as a hanging place can have under
 * way, none of them ever holds a socket that another place needs.
 */
export class Lane {
  readonly pool: Pool;
  readonly sockets: number;
  /** Calls that have a socket or wait for one here. */
  held = 0;
  readonly #origin: string;
  readonly #connectMs: number;
  /** Of lanes that this one took the place of, while calls are under way there. */
  readonly #former = new Set<Pool>();

  /** @param connectMs - until a connection must stand. */
  constructor(origin: string, sockets: number, connectMs: number) {
    this.sockets = sockets;
    this.#origin = origin;
    this.#connectMs = connectMs;
    // Each call has a deadline of its own; these bounds only keep a lost socket from lasting.
    this.pool = new Pool(origin, {
      connections: sockets,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: skipContinue(buildConnector({ timeout: connectMs })),
      headersTimeout: MINUTE_MS,
      bodyTimeout: MINUTE_MS,
    });
  }

  /** One of another width in place of this, which ends once the calls that it holds have. */
  widen(sockets: number): Lane {
    const next = new Lane(this.#origin, sockets, this.#connectMs);
    next.held = this.held;
    for (const pool of [...this.#former, this.pool]) {
      next.#former.add(pool);
      // A pool that is destroyed meanwhile never tells that it is closed.
      void pool.close().then(
        () => next.#former.delete(pool),
        () => next.#former.delete(pool),
      );
    }
    return next;
  }

  /** Lets calls under way end. */
  async close(): Promise<void> {
    await Promise.all([...this.#former, this.pool].map((pool) => pool.close()));
  }

  /** Ends at once: calls under way fail. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#former, this.pool].map((pool) => pool.destroy()));
  }
}
