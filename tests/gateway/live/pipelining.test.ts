import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS } from './support/names.ts';

let gateway: TestGateway;
let feed: Feed;
let client: Socket;
/** Lets the queries that wait be answered. */
let release: () => void;
let asked: number;
let aborted: number;

beforeEach(async () => {
  feed = new Feed();
  asked = 0;
  aborted = 0;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = {
    ...names,
    intercept: async (_: unknown, response: ServerResponse) => {
      asked++;
      response.once('close', () => aborted++);
      await released;
    },
  };
  gateway = await startTestGateway({ feed, names: slow });
  client = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
});
afterEach(async () => {
  release();
  client.destroy();
  await gateway.close();
});

const write = (path: string, accept: string, query: string): string => {
  const body = JSON.stringify({ query });
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: gateway',
    `accept: ${accept}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
};
const STREAM = write('/graphql/stream', 'text/event-stream', TICKS);
const query = (name: string) => write('/graphql', 'application/json', `{ ${name}: me { name } }`);
const statuses = () =>
  gateway
    .log()
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
    .map((line) => JSON.parse(line).status as number);
const metrics = async () => (await fetch(`${gateway.adminUrl}/metrics`)).text();

it('events are refused on a connection on which another answer is open', async () => {
  client.write(STREAM.repeat(4));
  await expect.poll(() => feed.open).toBe(1);
  await expect.poll(metrics).toContain('tongban_live_connections 1\n');
  let text = '';
  client.on('data', (bytes) => {
    text += String(bytes);
  });
  feed.complete();
  await once(client, 'close');

  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  expect(feed.openedFrom).toHaveLength(1);
  await expect.poll(metrics).toContain('tongban_live_connections 0\n');
  await expect.poll(metrics).toContain('tongban_subscriptions 0\n');
});

it('events are refused behind a query, too', async () => {
  client.write(query('slow') + STREAM);
  await expect.poll(() => asked).toBe(1);
  client.destroy();

  await expect.poll(() => statuses().sort()).toEqual([499, 499]);
  expect(feed.openedFrom).toEqual([]);
});

it('events may follow an answer that is whole', async () => {
  client.write(query('first'));
  release();
  await once(client, 'data');
  client.write(STREAM);

  await expect.poll(() => feed.open).toBe(1);
  client.destroy();
  await expect.poll(() => feed.open).toBe(0);
});

it('what waits for an earlier answer is worked on no longer when the connection ends, and is counted', async () => {
  client.write(['a', 'b', 'c', 'd'].map(query).join(''));
  await expect.poll(() => asked).toBe(4);
  client.destroy();

  await expect.poll(() => aborted).toBe(4);
  await expect.poll(statuses).toEqual([499, 499, 499, 499]);
});
