import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buildSchema, parse } from 'graphql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { SseTransport } from '../../../../gateway/upstream/streams/SseTransport.ts';

let server: Server;
let connections: number;
let sockets: Set<Socket>;
let transport: SseTransport;

beforeEach(async () => {
  connections = 0;
  const open = new Set<Socket>();
  sockets = open;
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\n\n');
  });
  server.on('connection', (socket) => {
    connections++;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  transport = new SseTransport({
    refuse: (service) => new TongbanError('JURISDICTION_NOT_CONNECTED', service),
  });
});
afterEach(async () => {
  await transport.close();
  server.close();
  server.closeAllConnections();
});

function listen(signal: AbortSignal) {
  const { port } = server.address() as AddressInfo;
  const query = 'subscription { n }';
  return transport.open(
    {
      service: 'feed',
      url: `http://127.0.0.1:${port}/graphql`,
      query,
      document: parse(query),
      schema: buildSchema('type Query { a: Int } type Subscription { n: Int }'),
      operationName: undefined,
      variables: {},
      lastEventId: null,
    },
    {
      requestId: 'r',
      traceparent: undefined,
      caller: null,
      deadlineAt: performance.now() + 5_000,
      language: 'en',
      signal,
    },
    signal,
  );
}

/** Reads on until it ends. */
async function follow(signal: AbortSignal): Promise<number> {
  let heard = 0;
  for await (const { id } of listen(signal)) heard += id === null ? 0 : 1;
  return heard;
}

it('has one connection for each stream, which is left with it, at once and without a new one', async () => {
  const leaving = new AbortController();
  const followed = Array.from({ length: 20 }, () => follow(leaving.signal));
  await expect.poll(() => sockets.size).toBe(20);
  const { signal } = new AbortController();
  const staying = listen(signal);
  await staying.next();
  expect(await staying.next()).toMatchObject({ value: { id: '1' } });
  leaving.abort();

  await Promise.all(followed);
  await expect.poll(() => sockets.size).toBe(1);
  // What would come after all is there before this one.
  const last = listen(signal);
  await last.next();
  expect(await last.next()).toMatchObject({ value: { id: '1' } });
  expect([connections, sockets.size]).toEqual([22, 2]);
});

it('ends its streams when it is closed', async () => {
  const { signal } = new AbortController();
  const ended = expect(follow(signal)).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
  await expect.poll(() => sockets.size).toBe(1);
  await transport.close();

  await ended;
  await expect.poll(() => sockets.size).toBe(0);
});
