import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults/Fault.ts';

interface Pace {
  readonly fault: Fault | null;
  /** When the connection was opened, by `performance.now()`. */
  readonly arrivedAt: number;
}

/**
 * Sends a frame at the pace of the fault; settles when all is handed over.
 *
 * @param signal - aborted when the caller has gone away.
 * @throws {Error} an abort error once the caller has gone away.
 */
export async function sendFrame(
  socket: Socket,
  body: Buffer | Iterable<Buffer>,
  { fault, arrivedAt }: Pace,
  signal: AbortSignal,
): Promise<void> {
  if (fault?.kind === 'latency') {
    // What a system does about a request is part of its latency.
    const leftMs = fault.ms - (performance.now() - arrivedAt);
    if (leftMs > 0) await delay(leftMs, undefined, { signal });
  }
  if (!Buffer.isBuffer(body)) {
    for (const chunk of body) {
      if (!socket.write(chunk)) await once(socket, 'drain', { signal });
    }
    socket.end();
    return;
  }
  if (fault?.kind === 'trickle') {
    for (const byte of body) {
      await delay(fault.ms, undefined, { signal });
      socket.write(Buffer.of(byte));
    }
    socket.end();
    return;
  }
  if (fault?.kind === 'truncated' && fault.cut === 'connection') {
    await new Promise((resolve) => socket.write(body.subarray(0, body.length >> 1), resolve));
    socket.resetAndDestroy();
    return;
  }
  socket.end(body);
}
