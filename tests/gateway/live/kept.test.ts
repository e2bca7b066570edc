import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { keptMib } from '../../support/keptMib.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names } from './support/names.ts';

let gateway: TestGateway;
const clients: Socket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await gateway.close();
});

const COUNT = 40;
const LONG = 'x'.repeat(900_000);

it.each([
  ['variables that it does not declare', { query: 'subscription { pinged }', variables: { LONG } }],
  ['its text', { query: `#${LONG}\nsubscription { pinged }` }],
  ['what else came with it', { query: 'subscription { pinged }', extensions: { LONG } }],
])('a stream of events does not keep %s', async (_, request) => {
  const feed = new Feed();
  gateway = await startTestGateway({ feed, names });
  const body = Buffer.from(JSON.stringify(request));
  const subscribe = async () => {
    const client = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    clients.push(client);
    client.write(
      `POST /graphql/stream HTTP/1.1\r\nhost: gateway\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    client.write(body);
    await once(client, 'data');
  };
  await subscribe();
  await expect.poll(() => feed.open).toBe(1);
  const before = keptMib();
  for (let count = 1; count < COUNT; count++) await subscribe();
  await expect.poll(() => feed.open).toBe(COUNT);

  await expect.poll(() => keptMib() - before, { timeout: 10_000 }).toBeLessThan(COUNT / 4);
});
