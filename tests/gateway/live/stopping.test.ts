import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';
import { readEvents } from './support/readEvents.ts';

const RENAME = 'mutation { rename(name: "Bo") }';

let gateway: TestGateway;
let feed: Feed;
let socket: RawSocket;
/** Lets the mutations that wait be done. */
let release: () => void;
let asked: number;

beforeEach(async () => {
  feed = new Feed();
  asked = 0;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const rename = async (_: unknown, { name }: { name: string }) => {
    asked++;
    await released;
    return name;
  };
  const slow = { ...names, resolvers: { ...names.resolvers, Mutation: { rename } } };
  gateway = await startTestGateway({ feed, names: slow });
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  await socket.init();
});
afterEach(async () => {
  release();
  socket.drop();
  await gateway.close();
});

const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });

it('answers mutations that are under way on sockets and in event streams, but nothing new', async () => {
  socket.send(subscribe('1', TICKS));
  socket.send(subscribe('2', RENAME));
  const response = await gateway.get('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: RENAME }),
  });
  const streamed = readEvents(response);
  await expect.poll(() => [asked, feed.open]).toEqual([2, 1]);
  const stopped = gateway.stop();
  socket.send(subscribe('3', RENAME));
  await expect.poll(() => JSON.stringify(socket.messages)).toContain('OVERLOADED');
  release();

  expect(await streamed.ended).toBe('whole');
  expect(streamed.events()).toMatchObject([
    { event: 'next', data: { data: { rename: 'Bo' } } },
    { event: 'complete' },
  ]);
  expect(await socket.closed).toEqual({ code: 1012, reason: 'Service restart' });
  expect(socket.messages).toEqual(
    expect.arrayContaining([
      { type: 'next', id: '2', payload: { data: { rename: 'Bo' } } },
      { type: 'complete', id: '2' },
    ]),
  );
  await stopped;
  expect(asked).toBe(2);
});
