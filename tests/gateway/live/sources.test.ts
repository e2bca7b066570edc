import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { createClient } from 'graphql-sse';
import { useServer as serveSockets } from 'graphql-ws/use/ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';

let gateway: TestGateway;
const ending: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
  await gateway?.close();
});

/** What portals use for SSE. */
function hear(query = TICKS) {
  const client = createClient({
    url: `${gateway.url}/graphql/stream`,
    retryAttempts: 3,
    retry: async () => {},
  });
  const results: unknown[] = [];
  const ended = new Promise((resolve) => {
    const leave = client.subscribe(
      { query },
      { next: (result) => results.push(result), error: resolve, complete: () => resolve('complete') },
    );
    ending.push(() => {
      leave();
      client.dispose();
    });
  });
  return { results, ended };
}

describe('the client of graphql-sse', () => {
  it('understands events, signs of life, positions, errors and the end', async () => {
    const feed = new Feed();
    gateway = await startTestGateway({ feed, names }, { subscriptions: { heartbeatMs: 1_000 } });
    const [heard, refused, single] = [hear(), hear('subscription { nothing }'), hear('{ me { name } }')];
    await expect.poll(() => feed.open).toBe(1);
    feed.tick(2);
    await expect.poll(() => heard.results).toEqual([tick(1), tick(2)]);
    feed.complete();

    expect(await Promise.all([heard.ended, refused.ended, single.ended])).toEqual(Array(3).fill('complete'));
    expect(refused.results).toMatchObject([
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
    expect(single.results).toEqual([{ data: { me: { name: 'name 1' } } }]);
  });
});

/** A subgraph that tells of ticks over graphql-transport-ws, by the library that such subgraphs use. */
class SocketFeed {
  readonly parameters: unknown[] = [];
  readonly headers: unknown[] = [];
  #tell: ((number: number | Error) => void)[] = [];
  readonly #http = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#http });

  async start(): Promise<string> {
    const ticks = (): AsyncGenerator<{ ticked: object }> => this.#ticks();
    serveSockets(
      {
        schema: buildSchema(
          new Feed().sdl.replace(/extend schema[^)]*\)\s*/, '').replace(/@key\([^)]*\)/, ''),
        ),
        roots: { subscription: { ticked: ticks } },
        onConnect: ({ connectionParams }) => void this.parameters.push(connectionParams),
      },
      this.#sockets,
    );
    this.#sockets.on('connection', (_, { headers }) => this.headers.push(headers['tongban-context']));
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/graphql`;
  }

  get open(): number {
    return this.#tell.length;
  }

  tick(number: number): void {
    for (const tell of this.#tell) tell(number);
  }

  fail(): void {
    for (const tell of this.#tell) tell(new Error('a fault'));
  }

  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  say(text: string): void {
    for (const socket of this.#sockets.clients) socket.send(text);
  }

  async stop(): Promise<void> {
    this.cut();
    this.#sockets.close();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #ticks(): AsyncGenerator<{ ticked: object }> {
    const waiting: (number | Error)[] = [];
    let wake = (): void => undefined;
    let isOver = false;
    const tell = (number: number | Error): void => {
      waiting.push(number);
      wake();
    };
    this.#tell.push(tell);
    const next = async (): Promise<IteratorResult<{ ticked: object }>> => {
      while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      const number = waiting.shift();
      if (number instanceof Error) throw number;
      if (number === undefined) return { done: true, value: undefined };
      return { done: false, value: { ticked: { number, person: { id: String(number) } } } };
    };
    const end = async (): Promise<IteratorResult<{ ticked: object }>> => {
      isOver = true;
      this.#tell = this.#tell.filter((other) => other !== tell);
      wake();
      return { done: true, value: undefined };
    };
    return {
      next,
      return: end,
      throw: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

describe('a source that speaks graphql-transport-ws', () => {
  async function start(): Promise<SocketFeed> {
    const source = new SocketFeed();
    const url = await source.start();
    ending.push(() => source.stop());
    gateway = await startTestGateway(
      { feed: new Feed(), names },
      {
        contextSecret: Buffer.alloc(32, 7).toString('base64'),
        subscriptions: { upstreams: { feed: { transport: 'websocket', url } } },
      },
    );
    return source;
  }

  it('is heard, is told who asks, and is left when the client leaves', async () => {
    const source = await start();
    const heard = hear();
    await expect.poll(() => source.open).toBe(1);
    source.tick(1);
    source.tick(2);
    await expect.poll(() => heard.results).toEqual([tick(1), tick(2)]);
    for (const end of ending.splice(1)) end();

    await expect.poll(() => source.open).toBe(0);
    expect(source.headers).toEqual([expect.stringMatching(/^v1\./)]);
    expect(source.parameters).toMatchObject([{ 'tongban-context': source.headers[0] }]);
  });

  it.each([
    ['breaks off', (source: SocketFeed) => source.cut(), 'JURISDICTION_UNAVAILABLE'],
    ['says what is no message', (source: SocketFeed) => source.say('{'), 'JURISDICTION_BAD_RESPONSE'],
    ['fails', (source: SocketFeed) => source.fail(), 'INTERNAL_SERVER_ERROR'],
  ])('that %s ends the stream with the reason', async (_, harm, code) => {
    const source = await start();
    const heard = hear();
    await expect.poll(() => source.open).toBe(1);
    source.tick(1);
    await expect.poll(() => heard.results.length).toBe(1);
    harm(source);

    expect(await heard.ended).toBe('complete');
    expect(heard.results[1]).toMatchObject({ errors: [{ extensions: { code, service: 'feed' } }] });
  });

  it.each([
    [401, 'JURISDICTION_NOT_CONNECTED', false, 'refuses our context'],
    [404, 'JURISDICTION_BAD_RESPONSE', false, ''],
    [503, 'JURISDICTION_UNAVAILABLE', true, ''],
  ])(
    'that answers the handshake with %i is told as over SSE: %s',
    async (status, code, retryable, warning) => {
      const server = createServer();
      server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ending.push(() => new Promise((resolve) => server.close(resolve)));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
      gateway = await startTestGateway(
        { feed: new Feed(), names },
        { subscriptions: { upstreams: { feed: { transport: 'websocket', url } } } },
      );
      const heard = hear();

      expect(await heard.ended).toBe('complete');
      expect(heard.results).toMatchObject([{ errors: [{ extensions: { code, retryable } }] }]);
      expect(gateway.log()).toContain(warning);
    },
  );
});
