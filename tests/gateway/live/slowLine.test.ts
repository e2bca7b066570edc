import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';
import { readEvents } from './support/readEvents.ts';
import { type SlowLine, startSlowLine } from './support/startSlowLine.ts';

let feed: Feed;
let gateway: TestGateway;
let line: SlowLine;

beforeEach(async () => {
  feed = new Feed();
  gateway = await startTestGateway({ feed, names }, { subscriptions: { stallMs: 2_000, heartbeatMs: 200 } });
  line = await startSlowLine(gateway.url, 3_000_000);
});

afterEach(async () => {
  await line.close();
  await gateway.close();
});

const QUERY = 'subscription { ticked { person { id } } }';
/** As long as an event of a source may be, and three times as many bytes. */
const ID = '常'.repeat(4_000_000);
const told = { data: { ticked: { person: { id: ID } } } };

async function tellMuch(): Promise<void> {
  await expect.poll(() => feed.open).toBe(1);
  feed.say(`event: next\ndata: {"data":{"ticked":{"person":{"__typename":"Person","id":"${ID}"}}}}\n\n`);
  feed.complete();
}

it('a client that takes an event slowly is not one that takes nothing, over SSE', async () => {
  const response = await fetch(`${line.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: QUERY }),
  });
  const listener = readEvents(response);
  await tellMuch();

  expect(await listener.ended).toBe('whole');
  expect(listener.events().map(({ event }) => event)).toEqual(['next', 'complete']);
  expect(isDeepStrictEqual(listener.events()[0]?.data, told)).toBe(true);
}, 40_000);

it('nor over a WebSocket, and what else is said waits until the event is whole', async () => {
  const socket = await RawSocket.open(`${line.url.replace('http', 'ws')}/graphql`, {});
  const closed = socket.closed.then(({ code }) => code);
  await socket.init();
  socket.send({ type: 'subscribe', id: '1', payload: { query: QUERY } });
  await tellMuch();
  await expect.poll(() => feed.open).toBe(0);
  socket.send({ type: 'ping' });
  const whole = expect.poll(() => socket.messages.length, { timeout: 30_000 }).toBe(4);

  expect(await Promise.race([closed, whole.then(() => 'told of all')])).toBe('told of all');
  const [, event, ...others] = socket.messages;
  expect(isDeepStrictEqual(event, { id: '1', type: 'next', payload: told })).toBe(true);
  expect(others).toHaveLength(2);
  expect(others).toEqual(expect.arrayContaining([{ id: '1', type: 'complete' }, { type: 'pong' }]));
  socket.drop();
}, 40_000);
