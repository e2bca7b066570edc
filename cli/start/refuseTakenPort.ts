import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { TongbanError } from '../../domain/TongbanError.ts';

export interface PortWait {
  /** How long the port may stay taken, milliseconds: the gateway of a killed run drains before it ends. */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 50;

/**
 * Says that a port is taken before anything is started, not after everything is.
 *
 * @param port - 1-65535; 0, any free one, is never taken.
 * @throws {TongbanError} CONFLICT naming the port.
 */
export async function refuseTakenPort(port: number, { withinMs, signal }: PortWait): Promise<void> {
  if (port === 0) return;
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const error = await listenError(port);
    if (error === null) return;
    const isTaken = error.code === 'EADDRINUSE';
    if (!isTaken || performance.now() >= giveUpAt) {
      const reason = isTaken ? 'the port is taken; choose another with --port' : error.code;
      throw new TongbanError('CONFLICT', `cannot listen on 127.0.0.1:${port}: ${reason}`, { cause: error });
    }
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function listenError(port: number): Promise<NodeJS.ErrnoException | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  } finally {
    server.close();
  }
}
