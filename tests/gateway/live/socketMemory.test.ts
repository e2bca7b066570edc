import { afterEach, expect, it } from 'vitest';
import { keptMib } from '../../support/keptMib.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';

let gateway: TestGateway;
let feed: Feed;
let socket: RawSocket;

afterEach(async () => {
  socket.drop();
  await gateway.close();
});

const subscribe = (query: string, more: object = {}) => ({ type: 'subscribe', payload: { query, ...more } });
const opened = (count: number) => expect.poll(() => feed.open, { timeout: 10_000 }).toBe(count);

const LONG = 'x'.repeat(1_000_000);

it.each([
  ['variables that nothing uses', subscribe(TICKS, { variables: { unused: LONG } })],
  ['comments', subscribe(`${TICKS}${`#${'x'.repeat(9_999)}\n`.repeat(100)}`)],
  ['extensions', subscribe(TICKS, { extensions: { unused: LONG } })],
])('a subscription keeps no %s', async (_, message) => {
  feed = new Feed();
  gateway = await startTestGateway({ feed, names });
  socket = await RawSocket.open(`${gateway.url.replace('http', 'ws')}/graphql`, {});
  await socket.init();
  socket.send({ ...message, id: 'first' });
  await opened(1);
  const before = keptMib();
  for (let count = 0; count < 30; count++) {
    socket.send({ ...message, id: `s${count}` });
    await opened(count + 2);
  }

  expect(keptMib() - before).toBeLessThan(15);
});
