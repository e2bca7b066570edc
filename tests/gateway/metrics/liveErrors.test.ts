import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from '../live/support/Feed.ts';
import { names, TICKS } from '../live/support/names.ts';
import { RawSocket } from '../live/support/RawSocket.ts';

let gateway: TestGateway;
let feed: Feed;
let socket: RawSocket;

beforeEach(async () => {
  feed = new Feed();
  gateway = await startTestGateway(
    { feed, names },
    { limits: { rootFields: 2 }, subscriptions: { perConnection: 1 } },
  );
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  await socket.init();
});
afterEach(async () => {
  socket.drop();
  await gateway.close();
});

const WIDE = '{ a: __typename b: __typename c: __typename }';
const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });
const answered = (id: string) =>
  expect.poll(() => JSON.stringify(socket.messages), { timeout: 10_000 }).toContain(`"id":"${id}"`);
const counted = async () =>
  (await (await fetch(`${gateway.adminUrl}/metrics`)).text())
    .split('\n')
    .filter((line) => line.startsWith('tongban_graphql_errors_total{') && !line.endsWith(' 0'))
    .sort();

it('counts what is refused on an event stream and on a WebSocket as it does for single requests', async () => {
  await (await gateway.post({ query: WIDE })).text();
  await (await gateway.post({ query: WIDE }, { accept: 'text/event-stream' })).text();
  socket.send(subscribe('wide', WIDE));
  await answered('wide');
  socket.send({ ...subscribe('empty', ''), payload: { query: '' } });
  await answered('empty');

  expect(await counted()).toEqual([
    'tongban_graphql_errors_total{code="BAD_REQUEST"} 1',
    'tongban_graphql_errors_total{code="OPERATION_TOO_COSTLY"} 3',
  ]);
});

it('counts what an event lacks, and operations for which a socket has no room', async () => {
  socket.send(subscribe('ticks', TICKS));
  await expect.poll(() => feed.open, { timeout: 10_000 }).toBe(1);
  feed.tick(13);
  await expect.poll(() => socket.messages.length, { timeout: 10_000 }).toBe(14);
  socket.send(subscribe('more', TICKS));
  await answered('more');

  expect(await counted()).toEqual([
    'tongban_graphql_errors_total{code="INTERNAL_SERVER_ERROR"} 1',
    'tongban_graphql_errors_total{code="RATE_LIMITED"} 1',
  ]);
});
