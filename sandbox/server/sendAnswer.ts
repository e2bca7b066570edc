import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults/Fault.ts';
import type { SpoiledAnswer } from '../faults/spoilAnswer.ts';

interface Pace {
  readonly fault: Fault | null;
  /** When the request came, by `performance.now()`. */
  readonly arrivedAt: number;
}

/**
 * Sends an answer at the pace of the fault; settles when all is sent.
 *
 * @param signal - aborted when the caller has gone away.
 * @throws {Error} an abort error once the caller has gone away.
 */
export async function sendAnswer(
  response: ServerResponse,
  spoiled: SpoiledAnswer,
  { fault, arrivedAt }: Pace,
  signal: AbortSignal,
): Promise<void> {
  if (fault?.kind === 'latency') {
    // What a system does about a request is part of its latency.
    const leftMs = fault.ms - (performance.now() - arrivedAt);
    if (leftMs > 0) await delay(leftMs, undefined, { signal });
  }
  if (!Buffer.isBuffer(spoiled.body)) return sendChunks(response, spoiled, signal);
  response.writeHead(spoiled.status, { ...spoiled.headers, 'content-length': spoiled.body.length });
  if (fault?.kind === 'trickle') {
    response.flushHeaders();
    for (const byte of spoiled.body) {
      await delay(fault.ms, undefined, { signal });
      response.write(Buffer.of(byte));
    }
    response.end();
    return;
  }
  if (fault?.kind === 'truncated' && fault.cut === 'connection') {
    response.write(spoiled.body.subarray(0, spoiled.body.length >> 1), () => response.destroy());
    return;
  }
  response.end(spoiled.body);
}

async function sendChunks(
  response: ServerResponse,
  { status, headers, body }: SpoiledAnswer,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(status, headers);
  for (const chunk of body) {
    if (!response.write(chunk)) await once(response, 'drain', { signal });
  }
  response.end();
}
