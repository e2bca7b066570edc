import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults/Fault.ts';
import type { SpoiledAnswer } from '../faults/spoilAnswer.ts';
import { limitTime } from '../limitTime.ts';
import type { PartnerAnswer } from './Push.ts';

/** A partner who takes longer has not answered. */
const PATIENCE_MS = 10_000;
const ANSWER_LIMIT = 1024 * 1024;

/**
 * Posts a message at the pace of the fault.
 *
 * @param signal - aborted when the system ends.
 * @returns what the partner answered; `null` when it did not, or not whole.
 */
export async function postPush(
  url: string,
  message: Pick<SpoiledAnswer, 'headers' | 'body'>,
  fault: Fault | null,
  signal: AbortSignal,
): Promise<PartnerAnswer | null> {
  const limit = limitTime(signal, PATIENCE_MS + (fault?.kind === 'latency' ? fault.ms : 0));
  const patience = limit.signal;
  try {
    if (fault?.kind === 'latency') await delay(fault.ms, undefined, { signal });
    const sent = request(url, {
      method: 'POST',
      headers: headersOf(message),
      agent: false,
      signal: patience,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      // The listener stays: a connection may be lost after the answer has begun.
      sent.once('response', resolve).on('error', reject);
    });
    const [response] = await Promise.all([answered, sendBody(sent, message.body, fault, patience)]);
    return await readAnswer(response);
  } catch {
    // Nobody there, somebody else there, or gone before the end: all the same to the system, which tries again.
    return null;
  } finally {
    limit.release();
  }
}

function headersOf({ headers, body }: Pick<SpoiledAnswer, 'headers' | 'body'>): Record<string, string> {
  return { ...headers, ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}) };
}

async function sendBody(
  sent: ClientRequest,
  body: Buffer | Iterable<Buffer>,
  fault: Fault | null,
  signal: AbortSignal,
): Promise<void> {
  if (fault?.kind === 'trickle' && Buffer.isBuffer(body)) {
    for (const byte of body) {
      await delay(fault.ms, undefined, { signal });
      // Answered before it was all there, and hung up.
      if (sent.destroyed) return;
      sent.write(Buffer.of(byte));
    }
    sent.end();
    return;
  }
  if (fault?.kind === 'truncated' && fault.cut === 'connection' && Buffer.isBuffer(body)) {
    sent.write(body.subarray(0, body.length >> 1), () => sent.destroy());
    return;
  }
  if (Buffer.isBuffer(body)) {
    sent.end(body);
    return;
  }
  for (const chunk of body) {
    if (!sent.write(chunk)) await once(sent, 'drain', { signal });
  }
  sent.end();
}

async function readAnswer(response: IncomingMessage): Promise<PartnerAnswer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > ANSWER_LIMIT) return null;
    chunks.push(bytes);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks, length) };
}
