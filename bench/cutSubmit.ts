import { type ClientRequest, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { createSubmitRequest } from './createSubmitRequest.ts';

/** Longer than some submits take, shorter than others. */
const LONGEST_MS = 40;

/**
 * Sends one submit and cuts the connection: in the middle of the body, as soon as all has left, or some milliseconds later,
 * by turns.
 */
export async function cutSubmit(
  url: string,
  { headers, body }: ReturnType<typeof createSubmitRequest>,
  turn: number,
): Promise<void> {
  const content = Buffer.from(body);
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': content.byteLength },
  });
  sent.on('error', () => undefined);
  const kind = Math.floor(turn) % 3;
  if (kind === 0) await written(sent, content.subarray(0, content.byteLength / 2));
  else await new Promise<void>((resolve) => sent.end(content, resolve));
  if (kind === 2) await pause((Math.floor(turn) * 7) % LONGEST_MS);
  await new Promise<void>((resolve) => {
    sent.once('close', () => resolve());
    sent.destroy();
  });
}

const written = (sent: ClientRequest, part: Uint8Array) =>
  new Promise<void>((resolve) => {
    sent.write(part, () => resolve());
  });
