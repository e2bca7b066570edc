import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { PostServer, type PostServerOptions } from '../../../adapters/transport/PostServer.ts';
import { eventually } from '../../support/eventually.ts';

const LIMITS = {
  maxBodyBytes: 1_000,
  maxHeaderBytes: 2_000,
  headersMs: 300,
  requestMs: 600,
  idleMs: 1_500,
  stopMs: 5_000,
  maxConnections: 5,
};

async function startServer(given: Partial<PostServerOptions> = {}) {
  const bodies: string[] = [];
  const server = new PostServer({
    host: '127.0.0.1',
    port: 0,
    path: '/in',
    limits: LIMITS,
    answer: async (body) => {
      bodies.push(body.toString('utf8'));
      return { contentType: 'text/plain', body: '收到' };
    },
    ...given,
  });
  const url = await server.start();
  return {
    url,
    bodies,
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** A sender that may break HTTP as it likes. */
async function open(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      received += data.toString('utf8');
    });
  await once(socket, 'connect');
  return {
    socket,
    closed: closedOf(socket),
    received: () => received,
  };
}

async function closedOf(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}

const head = (length: number) => `POST /in HTTP/1.1\r\nhost: h\r\ncontent-length: ${length}\r\n`;

it('answers a whole body, also of many pieces, on one connection after another request', async () => {
  await using server = await startServer();
  const sender = await open(server.url);

  for (const piece of [`${head(6)}\r\nab`, 'cd', `ef${head(2)}\r\n`, 'gh']) {
    sender.socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await eventually(() => expect(server.bodies).toEqual(['abcdef', 'gh']));

  await eventually(() => expect(sender.received().match(/收到/g)).toHaveLength(2));
  sender.socket.destroy();
});

describe('senders who are slow', () => {
  it.each([
    ['say nothing', ''],
    ['begin their headers', 'POST /in HTTP/1.1\r\nx: '],
    ['begin their body', `${head(500)}\r\nabc`],
  ])('and %s are cut off in time', async (_what, words) => {
    await using server = await startServer();
    const sender = await open(server.url);
    const startedAt = performance.now();

    sender.socket.write(words);
    const dripping = setInterval(() => sender.socket.write(words === '' ? '' : 'a'), 50);
    await sender.closed;
    clearInterval(dripping);

    expect(performance.now() - startedAt).toBeLessThan(LIMITS.requestMs + 1_500);
    expect(server.bodies).toEqual([]);
  });

  it('keep nobody else from being answered', async () => {
    await using server = await startServer();
    const slow = await Promise.all(Array.from({ length: LIMITS.maxConnections - 1 }, () => open(server.url)));

    const response = await fetch(server.url, { method: 'POST', body: 'hello' });

    expect(response.status).toBe(200);
    for (const { socket } of slow) socket.destroy();
  });
});

describe('senders of too much', () => {
  it.each([
    ['a length', `${head(1_001)}\r\n${'a'.repeat(1_001)}`],
    [
      'pieces',
      `POST /in HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n${'a'.repeat(1_001)}\r\n0\r\n\r\n`,
    ],
  ])('are told so, by %s', async (_what, words) => {
    await using server = await startServer();
    const sender = await open(server.url);

    sender.socket.write(words);
    await sender.closed;

    expect(sender.received()).toMatch(/^HTTP\/1\.1 413 /);
    expect(server.bodies).toEqual([]);
  });

  it('of headers are refused by Node itself', async () => {
    await using server = await startServer();
    const sender = await open(server.url);

    sender.socket.write(`POST /in HTTP/1.1\r\nhost: h\r\nx: ${'a'.repeat(3_000)}\r\n\r\n`);
    await sender.closed;

    expect(sender.received()).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('of connections are closed', async () => {
    await using server = await startServer();
    const senders = await Promise.all(Array.from({ length: LIMITS.maxConnections }, () => open(server.url)));

    const oneMore = await open(server.url);
    await oneMore.closed;

    expect(senders.filter(({ socket }) => socket.destroyed)).toEqual([]);
    for (const { socket } of senders) socket.destroy();
  });
});

it('a fault of ours is an empty 500', async () => {
  await using server = await startServer({
    answer: async () => {
      throw new Error('secret');
    },
  });

  const response = await fetch(server.url, { method: 'POST', body: 'hello' });

  expect({ status: response.status, text: await response.text() }).toEqual({ status: 500, text: '' });
});

it('stopping waits for the answer to what was begun, and takes nothing new', async () => {
  let finish = (): void => undefined;
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const begun = vi.fn<() => void>();
  const server = await startServer({
    answer: async () => {
      begun();
      await work;
      return { contentType: 'text/plain', body: 'done' };
    },
  });
  const answer = fetch(server.url, { method: 'POST', body: 'hello' });
  await eventually(() => expect(begun).toHaveBeenCalledOnce());

  const stopped = server.stop();
  await expect(fetch(server.url, { method: 'POST', body: 'late' })).rejects.toThrow('fetch failed');
  finish();

  expect(await (await answer).text()).toBe('done');
  await stopped;
});

it.each([
  ['said nothing', ''],
  ['begun its headers', 'POST /in HTTP/1.1\r\nx: '],
  ['begun its body', `${head(500)}\r\nabc`],
])('stopping does not wait for a sender who has only %s', async (_what, words) => {
  const patient = { ...LIMITS, headersMs: 20_000, requestMs: 20_000, idleMs: 20_000, stopMs: 20_000 };
  const server = await startServer({ limits: patient });
  const sender = await open(server.url);
  sender.socket.write(words);
  await new Promise((resolve) => setTimeout(resolve, 50));

  const startedAt = performance.now();
  await server.stop();
  await sender.closed;

  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(server.bodies).toEqual([]);
});

it('stopping waits for an answer that hangs no longer than its time', async () => {
  const server = await startServer({
    limits: { ...LIMITS, stopMs: 200 },
    answer: () => new Promise((resolve) => setTimeout(resolve, 600, { contentType: 'text/plain', body: '' })),
  });
  const sender = await open(server.url);
  sender.socket.write(`${head(1)}\r\na`);
  await new Promise((resolve) => setTimeout(resolve, 50));

  void server.stop();
  await sender.closed;

  expect(sender.received()).toBe('');
});

it('an address that is taken is an error at start', async () => {
  await using server = await startServer();

  await expect(startServer({ port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE');
});
