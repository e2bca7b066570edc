import { type Client, createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';
import { RawSocket } from './support/RawSocket.ts';

let gateway: TestGateway;
let feed: Feed;
const leaving: (() => unknown)[] = [];

afterEach(async () => {
  for (const leave of leaving.splice(0)) await leave();
  await gateway.close();
});

async function start(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  feed = new Feed();
  gateway = await startTestGateway({ feed, names }, settings);
}

const address = () => `${gateway.url.replace('http', 'ws')}/graphql`;

/** The library that portals use. */
function connect(connectionParams: Record<string, unknown> = {}, options: object = {}): Client {
  const client = createClient({
    url: address(),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    ...options,
  });
  leaving.push(() => client.dispose());
  return client;
}

interface Heard {
  readonly results: unknown[];
  readonly ended: Promise<unknown>;
  leave(): void;
}

function hear(client: Client, query = TICKS): Heard {
  const results: unknown[] = [];
  let leave = (): void => undefined;
  const ended = new Promise((resolve) => {
    leave = client.subscribe(
      { query },
      { next: (result) => results.push(result), error: resolve, complete: () => resolve('complete') },
    );
  });
  return { results, ended, leave };
}

async function open(headers: Record<string, string> = {}): Promise<RawSocket> {
  const socket = await RawSocket.open(address(), headers);
  leaving.push(() => socket.drop());
  return socket;
}

const opened = (count = 1) => expect.poll(() => feed.open).toBe(count);
const subscribe = (id: string, query = TICKS) => ({ type: 'subscribe', id, payload: { query } });

describe('a subscription over a WebSocket', () => {
  it('is told every event with fields of both subgraphs, and completes with its source', async () => {
    await start();
    const heard = hear(connect());
    await opened();
    feed.tick(2);
    await expect.poll(() => heard.results).toEqual([tick(1), tick(2)]);
    feed.complete();

    expect(await heard.ended).toBe('complete');
  });

  it('stands beside others on one socket, and ends alone', async () => {
    await start();
    const client = connect();
    const [first, second] = [hear(client), hear(client)];
    await opened(2);
    first.leave();
    await opened(1);
    feed.tick();

    await expect.poll(() => second.results).toEqual([tick(1)]);
    expect(first.results).toEqual([]);
    expect(
      (await new Promise<unknown>((resolve) => answer(client, '{ me { name } }', resolve))) ?? null,
    ).toEqual({
      data: { me: { name: 'name 1' } },
    });
    expect(
      await new Promise((resolve) => answer(client, 'mutation { rename(name: "Bo") }', resolve)),
    ).toEqual({
      data: { rename: 'Bo' },
    });
  });

  it('closes the way to its source when the socket goes, however it goes', async () => {
    await start();
    const socket = await open();
    await socket.init();
    socket.send(subscribe('1'), subscribe('2'));
    await opened(2);
    socket.drop();

    await opened(0);
    await expect
      .poll(async () => (await fetch(`${gateway.adminUrl}/metrics`)).text())
      .toMatch(/tongban_live_connections 0\n[\s\S]*tongban_subscriptions 0\n/);
  });

  it('tells of a source that breaks off, and of one that comes back', async () => {
    await start();
    const heard = hear(connect());
    await opened();
    feed.tick();
    await expect.poll(() => heard.results.length).toBe(1);
    feed.cut();
    feed.tick();
    await expect.poll(() => heard.results).toEqual([tick(1), tick(2)]);
    feed.hasIds = false;
    feed.say('event: next\ndata: 1\n\n');

    expect(await heard.ended).toBe('complete');
    expect(heard.results[2]).toMatchObject({
      errors: [{ extensions: { code: 'JURISDICTION_BAD_RESPONSE' } }],
    });
  });

  it('is refused with a message of its own, and the socket stays', async () => {
    await start({ subscriptions: { perConnection: 1 } });
    const socket = await open();
    await socket.init();
    socket.send(subscribe('1', 'subscription { nothing }'));
    await expect.poll(() => socket.messages.length).toBe(2);
    socket.send(subscribe('2'), subscribe('3'));
    await expect.poll(() => socket.messages.length).toBe(3);
    feed.tick();
    await expect.poll(() => socket.messages.length).toBe(4);

    expect(socket.messages).toMatchObject([
      { type: 'connection_ack' },
      { type: 'error', id: '1', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      { type: 'error', id: '3', payload: [{ extensions: { code: 'RATE_LIMITED' } }] },
      { type: 'next', id: '2', payload: tick(1) },
    ]);
  });
});

describe('an operation', () => {
  it('nested so deep that it cannot be written is refused, and nothing is logged as a fault', async () => {
    await start();
    const socket = await open();
    await socket.init();
    const [opened, closed] = ['['.repeat(20_000), ']'.repeat(20_000)];
    socket.send(
      `{"type":"subscribe","id":"1","payload":{"query":"{ me { name } }","variables":{"a":${opened}${closed}}}}`,
    );
    await expect.poll(() => socket.messages).toHaveLength(2);

    expect(socket.messages[1]).toMatchObject({
      type: 'error',
      id: '1',
      payload: [{ extensions: { code: 'OPERATION_TOO_COSTLY' } }],
    });
  });
});

describe('the protocol', () => {
  it.each([
    ['what is no message', ['{'], 4400],
    ['a message of a server', [{ type: 'connection_init' }, { type: 'next', id: '1', payload: {} }], 4400],
    ['an operation before the handshake', [subscribe('1')], 4401],
    ['a second handshake', [{ type: 'connection_init' }, { type: 'connection_init' }], 4429],
    [
      'a message that is too large',
      [{ type: 'connection_init', payload: { text: 'x'.repeat(2_000) } }],
      1009,
    ],
  ])('closes for %s', async (_, messages, code) => {
    await start({ limits: { bodyBytes: 1_000 } });
    const socket = await open();
    socket.send(...messages);

    expect((await socket.closed).code).toBe(code);
    await opened(0);
  });

  it('takes a message in a binary frame where it is UTF-8, and closes where it is not', async () => {
    await start();
    const socket = await open();
    await socket.init();
    const rename = (charset: 'utf8' | 'latin1') =>
      Buffer.from(JSON.stringify(subscribe(charset, 'mutation { rename(name: "Ü") }')), charset);
    socket.sendBytes(rename('utf8'));
    const answered = { type: 'next', id: 'utf8', payload: { data: { rename: 'Ü' } } };
    await expect.poll(() => socket.messages).toContainEqual(answered);
    socket.sendBytes(rename('latin1'));

    expect((await socket.closed).code).toBe(1007);
    expect(socket.messages).not.toContainEqual(expect.objectContaining({ id: 'latin1' }));
  });

  it('closes for an id that is too long to be kept', async () => {
    await start();
    const socket = await open();
    await socket.init();
    socket.send(subscribe('x'.repeat(256)));
    await opened();
    socket.send(subscribe('x'.repeat(257)));

    expect((await socket.closed).code).toBe(4400);
    await opened(0);
  });

  it('closes for one id twice', async () => {
    await start();
    const socket = await open();
    await socket.init();
    socket.send(subscribe('1'), subscribe('1'));

    expect((await socket.closed).code).toBe(4409);
    await opened(0);
  });

  it('closes where no handshake comes, and speaks no other protocol', async () => {
    await start();
    const silent = await open();
    const old = new WebSocket(address(), 'graphql-ws');
    const refused = new Promise((resolve) => old.once('error', resolve).once('close', resolve));

    expect((await silent.closed).code).toBe(4408);
    await refused;
    expect(old.protocol).toBe('');
  });

  it('answers pings, of the protocol and of WebSocket', async () => {
    await start({ subscriptions: { heartbeatMs: 1_000 } });
    const socket = await open();
    await socket.init();
    socket.send({ type: 'ping', payload: { n: 1 } });

    await expect
      .poll(() => socket.messages)
      .toEqual([{ type: 'connection_ack' }, { type: 'pong', payload: { n: 1 } }]);
    await expect.poll(() => socket.pings).toBeGreaterThan(1);
  });

  it('is open at one path, and to pages of the own and the configured origins only', async () => {
    await start({ cors: { origins: ['https://portal.example'] } });

    await expect(open({ origin: 'https://elsewhere.example' })).rejects.toThrow('403');
    await expect(RawSocket.open(address().replace('/graphql', '/other'), {})).rejects.toThrow('404');
    await open({ origin: 'https://portal.example' });
    await open({ origin: gateway.url });
  });

  it('asks to come back when the gateway stops', async () => {
    await start();
    const socket = await open();
    await socket.init();
    socket.send(subscribe('1'));
    await opened();
    await gateway.stop();

    expect(await socket.closed).toEqual({ code: 1012, reason: 'Service restart' });
    await opened(0);
  });

  it('takes no more connections than are wanted', async () => {
    await start({ subscriptions: { connections: 1 } });
    await open();

    await expect(open()).rejects.toThrow('503');
  });
});

it('knows who it is by the token of the handshake, and ends with it', async () => {
  const issuer = await createTestIssuer();
  await start({
    issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
    contextSecret: Buffer.alloc(32, 7).toString('base64'),
  });
  const bad = await open();
  bad.send({ type: 'connection_init', payload: { authorization: 'Bearer x.y.z' } });
  const authorization = `Bearer ${await issuer.token({ exp: Math.floor(Date.now() / 1_000) + 3 })}`;
  const good = await open();
  await good.init({ headers: { Authorization: authorization } });
  good.send(subscribe('1'));
  await opened();

  expect(await bad.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  await eventually(() =>
    expect(gateway.log()).toContain('"refused":"it is no JWT with \\"iss\\"","msg":"a WebSocket is refused"'),
  );
  const [, payload = ''] = String(feed.headers[0]?.['tongban-context']).split('.');
  expect(JSON.parse(String(Buffer.from(payload, 'base64url')))).toMatchObject({
    aud: 'feed',
    caller: { subject: 'u-1', portal: 'test-portal' },
  });
  expect(await good.closed).toEqual({ code: 4403, reason: 'Token expired' });
  await opened(0);
});

/** A client that reads nothing any more, though there is more for it than fits into what lies between. */
async function stall(): Promise<RawSocket> {
  const socket = await open();
  await socket.init();
  socket.send(subscribe('1', 'subscription { ticked { number person { id } } }'));
  await opened();
  socket.stopReading();
  for (let round = 0; round < 400 && feed.waiting < 4_000_000; round++) {
    feed.say(
      `event: next\ndata: {"data":{"ticked":{"person":{"id":"${'x'.repeat(100_000)}"},"number":1}}}\n\n`,
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return socket;
}

it('makes its source wait for a client that does not read, and leaves it in the end', async () => {
  await start({ subscriptions: { stallMs: 2_000 } });
  await stall();

  expect(feed.waiting).toBeGreaterThan(4_000_000);
  await expect.poll(() => feed.open, { timeout: 10_000 }).toBe(0);
});

it('a client that has much to take at once has the time for it', async () => {
  await start();
  const socket = await open();
  await socket.init();
  for (let count = 0; count < 100; count++)
    socket.send(subscribe(String(count), 'subscription { ticked { number person { id } } }'));
  await expect.poll(() => feed.open, { timeout: 10_000 }).toBe(100);
  socket.stopReading();
  feed.say(
    `event: next\ndata: {"data":{"ticked":{"person":{"id":"${'x'.repeat(200_000)}"},"number":1}}}\n\n`,
  );
  await expect.poll(() => feed.waiting, { timeout: 10_000 }).toBe(0);
  const closed = socket.closed.then(({ code }) => code);
  socket.readOn();
  const whole = expect.poll(() => socket.messages.length, { timeout: 20_000 }).toBe(101);

  expect(await Promise.race([closed, whole.then(() => 'told of all')])).toBe('told of all');
});

it('has the time that a client may take nothing, though its ping is not answered meanwhile', async () => {
  await start({ subscriptions: { heartbeatMs: 1_000, stallMs: 6_000 } });
  await stall();
  const stalledAt = performance.now();
  await expect.poll(() => feed.open, { timeout: 20_000 }).toBe(0);

  expect(performance.now() - stalledAt).toBeGreaterThan(4_000);
});

function answer(client: Client, query: string, resolve: (result: unknown) => void): void {
  client.subscribe({ query }, { next: resolve, error: resolve, complete: () => undefined });
}
