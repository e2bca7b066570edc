import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Exchange } from '../../../gateway/edge/Exchange.ts';
import { HttpEdge } from '../../../gateway/edge/HttpEdge.ts';

/** This process is both ends: what it is held up counts as the client's. */
const STALL_MS = 1000;

let edge: HttpEdge;
afterEach(() => edge.close(100));

it('tells also who asks when its client is gone already', async () => {
  const seen: Exchange[] = [];
  edge = new HttpEdge({ routes: [{ path: '/late', handle: (exchange) => void seen.push(exchange) }] });
  const client = connect(await edge.listen('127.0.0.1', 0), '127.0.0.1');
  client.write('GET /late HTTP/1.1\r\nhost: gateway\r\n\r\n'.repeat(2));
  await expect.poll(() => seen.length).toBe(2);
  const ended = seen.map((exchange) => new Promise((resolve) => exchange.onClose(resolve)));
  client.destroy();
  await once(client, 'close');
  expect(await Promise.all(ended)).toEqual([false, false]);

  const told: boolean[] = [];
  for (const exchange of seen) exchange.onClose((isAnswered) => told.push(isAnswered));
  expect(told).toEqual([false, false]);
});

it('ends its connection when it had begun before the server stopped', async () => {
  const seen: Exchange[] = [];
  const take = (exchange: Exchange) => {
    exchange.writeHead(200, {});
    exchange.response.write('begun');
    seen.push(exchange);
  };
  edge = new HttpEdge({ routes: [{ path: '/long', handle: take }] });
  const port = await edge.listen('127.0.0.1', 0);
  const response = await fetch(`http://127.0.0.1:${port}/long`);
  const closed = edge.close(600_000);
  seen[0]?.response.end(' and whole');

  expect(await response.text()).toBe('begun and whole');
  await closed;
});

it.each([
  [0, 1],
  [1, 0],
])(
  'answers all that had come on its connection before the server stopped: %i, then %i',
  async (first, second) => {
    const seen: Exchange[] = [];
    edge = new HttpEdge({ routes: [{ path: '/late', handle: (exchange) => void seen.push(exchange) }] });
    const client = connect(await edge.listen('127.0.0.1', 0), '127.0.0.1').setEncoding('utf8');
    let text = '';
    client.on('data', (chunk) => {
      text += chunk;
    });
    client.write('GET /late HTTP/1.1\r\nhost: gateway\r\n\r\n'.repeat(2));
    await expect.poll(() => seen.length).toBe(2);
    const ended = once(client, 'close');
    const closed = edge.close(600_000);
    seen[first]?.answer(200, {}, `answer ${first}`);
    await new Promise((resolve) => setImmediate(resolve));
    seen[second]?.answer(200, {}, `answer ${second}`);
    await Promise.all([ended, closed]);

    // Whoever is told that the connection ends reads no further (RFC 9112, 9.6): only the last one says so.
    const [before = '', last = ''] = text.split('answer 0');
    expect(before.toLowerCase()).not.toContain('connection: close');
    expect(last.toLowerCase()).toContain('connection: close');
    expect(last).toMatch(/answer 1$/);
  },
);

it.each([
  [
    'throws',
    () => {
      throw new TypeError('nobody foresaw this');
    },
  ],
  ['rejects', () => Promise.reject(new TypeError('nobody foresaw this'))],
])('is noted with its code when its route %s', async (_, handle) => {
  const seen: unknown[] = [];
  edge = new HttpEdge({
    routes: [{ path: '/bad', handle }],
    onEnd: ({ notes }, route, status) => seen.push({ notes, route, status }),
  });
  const response = await fetch(`http://127.0.0.1:${await edge.listen('127.0.0.1', 0)}/bad`);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });

  await expect
    .poll(() => seen)
    .toEqual([{ notes: { codes: ['INTERNAL_SERVER_ERROR'] }, route: '/bad', status: 500 }]);
});

it('answers what offers another protocol, too, where that had come before the server stopped', async () => {
  const seen: Exchange[] = [];
  edge = new HttpEdge({
    routes: [{ path: '/late', handle: (exchange) => void seen.push(exchange) }],
    sockets: { path: '/graphql', upgrade: (_, socket) => void socket.destroy() },
  });
  const client = connect(await edge.listen('127.0.0.1', 0), '127.0.0.1').setEncoding('utf8');
  let text = '';
  client.on('data', (chunk) => {
    text += chunk;
  });
  const offer = 'connection: upgrade\r\nupgrade: h2c\r\n';
  client.write(['', offer].map((more) => `GET /late HTTP/1.1\r\nhost: gateway\r\n${more}\r\n`).join(''));
  await expect.poll(() => seen.length).toBe(1);
  const ended = once(client, 'close');
  const closed = edge.close(600_000);
  seen[0]?.answer(200, {}, 'answer 0');
  await expect.poll(() => seen.length).toBe(2);
  seen[1]?.answer(200, {}, 'answer 1');
  await Promise.all([ended, closed]);

  const [before = '', last = ''] = text.split('answer 0');
  expect(before.toLowerCase()).not.toContain('connection: close');
  expect(last.toLowerCase()).toContain('connection: close');
  expect(last).toMatch(/answer 1$/);
});

it('ends its connection where the client takes nothing of the answer for too long, and not while it takes some', async () => {
  const seen: Exchange[] = [];
  const take = (exchange: Exchange): void => {
    seen.push(exchange);
    exchange.answer(200, {}, Buffer.alloc(20_000_000, 'x'));
  };
  edge = new HttpEdge({ stallMs: STALL_MS, routes: [{ path: '/large', handle: take }] });
  const port = await edge.listen('127.0.0.1', 0);
  // The second answer waits for the first one, which is taken.
  const client = connect(port, '127.0.0.1');
  client.write('GET /large HTTP/1.1\r\nhost: gateway\r\n\r\n'.repeat(2));
  await expect.poll(() => seen.length).toBe(2);
  let taken = 0;
  const tookFirst = new Promise<void>((resolve) => {
    client.on('data', ({ length }) => {
      taken += length;
      if (taken < 20_100_000) return;
      client.pause();
      resolve();
    });
  });
  await tookFirst;

  await Promise.all(seen.map((exchange) => new Promise((resolve) => exchange.onClose(resolve))));

  expect(seen.map(({ request }) => request.socket.destroyed)).toEqual([true, true]);
  expect(taken).toBeLessThan(40_000_000);
  client.destroy();
});

it('lets a client wait for an answer that is not there yet, and for what comes behind one that it has taken', async () => {
  const seen: Exchange[] = [];
  // It takes what comes, as fast as a busy machine lets it.
  const stallMs = 2 * STALL_MS;
  const large = Buffer.alloc(20_000_000, 'x');
  edge = new HttpEdge({
    stallMs,
    routes: [{ path: '/late', handle: (exchange) => void seen.push(exchange) }],
  });
  const client = connect(await edge.listen('127.0.0.1', 0), '127.0.0.1').setEncoding('latin1');
  client.write('GET /late HTTP/1.1\r\nhost: gateway\r\n\r\n'.repeat(2));
  await expect.poll(() => seen.length).toBe(2);
  let length = 0;
  client.on('data', (text) => {
    length += text.length;
  });
  seen[0]?.answer(200, {}, large);
  await expect.poll(() => length).toBeGreaterThan(large.length);
  const taken = performance.now();
  await expect.poll(() => performance.now() - taken).toBeGreaterThan(1.5 * stallMs);

  seen[1]?.answer(200, {}, large);
  await expect.poll(() => length).toBeGreaterThan(2 * large.length);
  client.destroy();
});

it.each([
  ['in the middle', (client: Socket) => void client.destroy()],
  ['with a reset', (client: Socket) => void client.resetAndDestroy()],
  ['after nothing was taken of it for a while', (client: Socket) => void client.pause()],
])('is not answered where its connection ends %s', async (_, leave) => {
  const answered: boolean[] = [];
  const handle = (exchange: Exchange) => {
    exchange.onClose((isAnswered) => answered.push(isAnswered));
    exchange.answer(200, {}, Buffer.alloc(20_000_000));
    exchange.onClose((isAnswered) => answered.push(isAnswered));
  };
  edge = new HttpEdge({ routes: [{ path: '/large', handle }], stallMs: STALL_MS });
  const client = connect(await edge.listen('127.0.0.1', 0), '127.0.0.1').on('error', () => undefined);
  client.write('GET /large HTTP/1.1\r\nhost: gateway\r\n\r\n');
  client.once('data', () => leave(client));

  await expect.poll(() => answered, { timeout: 10_000 }).toEqual([false, false]);
  client.destroy();
});

it('is answered where its client leaves once all has come', async () => {
  const answered: boolean[] = [];
  const handle = (exchange: Exchange) => {
    exchange.onClose((isAnswered) => answered.push(isAnswered));
    exchange.answer(200, {}, Buffer.alloc(5_000_000));
  };
  edge = new HttpEdge({ routes: [{ path: '/large', handle }] });
  const port = await edge.listen('127.0.0.1', 0);
  for (const header of ['', 'connection: close\r\n']) {
    const client = connect(port, '127.0.0.1');
    let length = 0;
    client.on('data', (chunk) => {
      length += chunk.length;
      if (length > 5_000_000) client.destroy();
    });
    client.write(`GET /large HTTP/1.1\r\nhost: gateway\r\n${header}\r\n`);
    await once(client, 'close');
  }

  await expect.poll(() => answered).toEqual([true, true]);
});
