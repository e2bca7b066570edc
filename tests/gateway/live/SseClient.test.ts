import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import type { Exchange } from '../../../gateway/edge/Exchange.ts';
import { LiveEvents } from '../../../gateway/edge/live/LiveEvents.ts';
import { SseClient } from '../../../gateway/edge/live/SseClient.ts';

const LONG = 'abcdefgh'.repeat(40_000);

/** A client that takes what it is sent when it is told to. */
function start() {
  const response = new PassThrough({ highWaterMark: 2 ** 15 });
  const cut = vi.fn();
  const exchange = { response, cut, onClose: (listener: () => void) => response.once('close', listener) };
  const client = new SseClient(exchange as unknown as Exchange, { language: 'en', requestId: 'r1' }, null);
  const takeAll = async () => {
    const pieces: string[] = [];
    for await (const piece of response) pieces.push(String(piece));
    return pieces.join('');
  };
  return { client, response, cut, takeAll };
}

const never = () =>
  new LiveEvents(
    (async function* () {
      await new Promise(() => undefined);
      return undefined;
    })(),
    (result) => result,
    () => undefined,
  );

it.each([
  ['the gateway stops', 'stopping', ''],
  ['its token expires', 'expired', 'UNAUTHENTICATED'],
] as const)('a subscription that is opened while %s ends at once', async (_, ending, told) => {
  const { client, response, takeAll } = start();
  client.end(ending);
  expect(response.writableEnded).toBe(false);

  void client.sendAll(never());

  expect(response.writableEnded).toBe(true);
  const text = await takeAll();
  expect(text).toContain(told);
  // Without a completion, clients come back; who has to sign in again must not.
  expect(text.includes('event: complete')).toBe(ending === 'expired');
});

it('takes the next event when the one before is taken, and is told whole what it takes slowly', async () => {
  const { client, response } = start();
  const first = client.send({ id: '1', result: { data: { text: LONG } } });
  let isTaken = false;
  void first.then(() => {
    isTaken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([isTaken, client.stalledSince]).toEqual([false, expect.any(Number)]);

  const pieces: string[] = [];
  response.on('data', (piece: Buffer) => pieces.push(String(piece)));
  await first;
  await expect.poll(() => client.stalledSince).toBeNull();
  expect(pieces.join('')).toContain(LONG);
});

it('is sent all of what it has not taken before the end', async () => {
  const { client, takeAll } = start();
  void client.send({ id: null, result: { data: { text: LONG } } });
  client.end('late');

  expect(await takeAll()).toBe(`event: next\ndata: ${JSON.stringify({ data: { text: LONG } })}\n\n`);
});

it('is cut off where it takes nothing, and waited for by nobody when it is gone', async () => {
  const { client, response, cut } = start();
  const sent = client.send({ id: null, result: { data: { text: LONG } } });
  client.end('stalled');
  expect([cut.mock.calls.length, response.writableEnded]).toEqual([1, false]);

  response.destroy();
  await sent;
  await client.send({ id: null, result: null });
});
