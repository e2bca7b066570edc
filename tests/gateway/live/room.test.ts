import { request } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';
import { readEvents } from './support/readEvents.ts';

let gateway: TestGateway;
let socket: RawSocket;
afterEach(async () => {
  socket.drop();
  await gateway.close();
});

it.each([
  ['own', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['reference', TICKS, 'BAD_REQUEST'],
])('who is refused takes no room, by the %s executor', async (executor, query, code) => {
  gateway = await startTestGateway({ feed: new Feed(), names }, { executor, subscriptions: { inAll: 1 } });
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  await socket.init();
  const refused = (id: string) => ({ type: 'error', id, payload: [{ extensions: { code } }] });

  for (const id of ['1', '2']) {
    socket.send({ type: 'subscribe', id, payload: { query } });
    await expect.poll(() => socket.messages.at(-1)).toMatchObject(refused(id));
  }
});

it('nobody subscribes where all together have enough, until somebody leaves', async () => {
  const feed = new Feed();
  gateway = await startTestGateway({ feed, names }, { subscriptions: { inAll: 2 } });
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  await socket.init();
  const subscribe = (id: string) => ({ type: 'subscribe', id, payload: { query: TICKS } });
  socket.send(subscribe('1'), subscribe('2'));
  await expect.poll(() => feed.open).toBe(2);
  socket.send(subscribe('3'));
  const streamed = readEvents(
    await gateway.get('/graphql/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: TICKS }),
    }),
  );

  expect(await streamed.ended).toBe('whole');
  const full = { code: 'OVERLOADED', retryable: true, retryAfter: 5 };
  expect(streamed.events()[0]?.data.errors[0].extensions).toMatchObject(full);
  await expect
    .poll(() => socket.messages.at(-1))
    .toMatchObject({ type: 'error', id: '3', payload: [{ extensions: full }] });
  expect(feed.open).toBe(2);

  socket.send({ type: 'complete', id: '1' });
  await expect.poll(() => feed.open).toBe(1);
  socket.send(subscribe('4'));
  await expect.poll(() => feed.open).toBe(2);
});

it('no more streams are kept than are wanted, though all of them are asked for before one is open', async () => {
  const feed = new Feed();
  gateway = await startTestGateway({ feed, names }, { subscriptions: { connections: 2 } });
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  const ask = () => {
    const asked = request(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', expect: '100-continue' },
    });
    asked.on('error', () => undefined);
    return asked;
  };
  const requests = [ask(), ask(), ask()];
  // From then on the gateway waits for what is asked for.
  await Promise.all(requests.map((asked) => new Promise((resolve) => asked.once('continue', resolve))));
  const statuses = requests.map(
    (asked) => new Promise((resolve) => asked.once('response', ({ statusCode }) => resolve(statusCode))),
  );
  for (const asked of requests) asked.end(JSON.stringify({ query: TICKS }));

  expect((await Promise.all(statuses)).sort()).toEqual([200, 503, 503]);
  for (const asked of requests) asked.destroy();
});
