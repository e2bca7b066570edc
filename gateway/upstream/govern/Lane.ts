import { Pool } from 'undici';

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

  /** @param connectMs - until a connection must stand. */
  constructor(origin: string, sockets: number, connectMs: number) {
    this.sockets = sockets;
    // Each call has a deadline of its own; these bounds only keep a lost socket from lasting.
    this.pool = new Pool(origin, {
      connections: sockets,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: connectMs },
      headersTimeout: MINUTE_MS,
      bodyTimeout: MINUTE_MS,
    });
  }
}
