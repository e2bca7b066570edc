import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { ASKING } from './support/asking.ts';
import { Feed } from './support/Feed.ts';
import { type Listener, listenAt } from './support/listenAt.ts';
import { names, TICKS, tick } from './support/names.ts';

let gateway: TestGateway;
let feed: Feed;
const leaving: AbortController[] = [];
const unread: Response[] = [];

afterEach(async () => {
  for (const client of leaving.splice(0)) client.abort();
  unread.length = 0;
  await gateway.close();
});

async function start(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  feed = new Feed();
  gateway = await startTestGateway({ feed, names }, settings);
}

function listen(query = TICKS, options: Parameters<typeof listenAt>[3] = {}): Promise<Listener> {
  const client = new AbortController();
  leaving.push(client);
  return listenAt(gateway, client, query, options);
}

/**
 * fetch reads only what is asked for: the body of this one nobody asks for. It is kept all the same, as fetch ends what was
 * collected as garbage.
 */
async function openUnread(headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const client = new AbortController();
  leaving.push(client);
  const response = await gateway.get('/graphql/stream', {
    method: 'POST',
    signal: client.signal,
    headers: { ...ASKING, ...headers },
    body: JSON.stringify({ query: 'subscription { ticked { number person { id } } }' }),
  });
  unread.push(response);
}

/** Says much. @returns whether all between the source and a client that does not read is full. */
async function fill(): Promise<boolean> {
  for (let round = 0; round < 2_000 && feed.waiting <= 4_000_000; round++) {
    feed.say(
      `event: next\ndata: {"data":{"ticked":{"person":{"id":"${'x'.repeat(100_000)}"},"number":1}}}\n\n`,
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return feed.waiting > 4_000_000;
}

const next = (number: number) => ({ event: 'next', id: String(number), data: tick(number) });
const DEEP = '['.repeat(2_000) + ']'.repeat(2_000);
const opened = (count = 1) => expect.poll(() => feed.open).toBe(count);

describe('a subscription over SSE', () => {
  it.each(['{}', '{"other":1}'])('is told of an event without what was asked for: %s', async (data) => {
    await start();
    const listener = await listen();
    await opened();
    feed.say(`event: next\ndata: {"data":${data}}\n\n`);
    await expect.poll(listener.events).toHaveLength(1);

    expect(listener.events()[0]?.data).toMatchObject({
      data: { ticked: null },
      errors: [{ path: ['ticked'], extensions: { code: 'JURISDICTION_BAD_RESPONSE' } }],
    });
  });

  it('is told every event with fields of both subgraphs, byte by byte', async () => {
    await start();
    const listener = await listen();
    await opened();
    feed.tick();
    await expect.poll(listener.events).toHaveLength(1);
    feed.complete();

    expect(await listener.ended).toBe('whole');
    expect(listener.text()).toBe(
      `:\n\nid: 0\n\nevent: next\nid: 1\ndata: ${JSON.stringify(tick(1))}\n\nevent: complete\ndata:\n\n`,
    );
  });

  it('is answered at /graphql too, where events are wanted', async () => {
    await start();
    const listener = await listen(TICKS, { path: '/graphql' });
    await opened();
    feed.tick();

    await expect.poll(listener.events).toEqual([next(1)]);
    const refused = await gateway.post({ query: TICKS });
    expect([refused.status, await refused.text()]).toEqual([406, expect.stringContaining('"BAD_REQUEST"')]);
  });

  it('tells what one event lacks with that event, and goes on', async () => {
    await start();
    const listener = await listen();
    await opened();
    feed.tick(14);

    await expect.poll(() => listener.events().length).toBe(14);
    const [unlucky, lucky] = listener.events().slice(12);
    expect(unlucky?.data.data).toEqual({ ticked: { number: 13, person: { name: null } } });
    expect(unlucky?.data.errors).toMatchObject([
      { path: ['ticked', 'person'], extensions: { service: 'names' } },
    ]);
    expect(lucky).toEqual(next(14));
  });

  it('makes null of what is not null only for the event in which it is', async () => {
    await start();
    const listener = await listen('subscription { count: pinged }');
    await opened();
    feed.say('event: next\ndata: {"data":{"count":1}}\n\nevent: next\ndata: {"data":{"count":null}}\n\n');

    await expect.poll(() => listener.events().length).toBe(2);
    const [first, second] = listener.events().map(({ data }) => data);
    expect(first).toEqual({ data: { count: 1 } });
    expect(second).toMatchObject({ data: null, errors: [{ path: ['count'] }] });
  });

  it.each([
    [503, 'application/json', JSON.stringify({ errors: [{ message: 'stopping' }] })],
    [500, 'text/html', '<h1>Internal Server Error</h1>'],
  ])(
    'goes on where it was when its source comes back, be it with %i before: nothing lost, nothing twice',
    async (status, type, body) => {
      await start();
      const listener = await listen();
      await opened();
      feed.tick(2);
      await expect.poll(() => listener.events().length).toBe(2);
      feed.refusal = (response) => void response.writeHead(status, { 'content-type': type }).end(body);
      feed.cut();
      feed.tick(2);
      await expect.poll(() => feed.openedFrom.length).toBeGreaterThan(2);
      feed.refusal = null;
      await opened();
      feed.tick();

      await expect.poll(listener.events).toEqual([1, 2, 3, 4, 5].map(next));
      expect(new Set(feed.openedFrom)).toEqual(new Set([undefined, '2']));
    },
  );

  it.each([
    [500, 'application/json', '{"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}]}', 'FORBIDDEN'],
    [404, 'text/html', '<h1>Not Found</h1>', 'JURISDICTION_BAD_RESPONSE'],
  ])('ends when its source comes back with %i of %s', async (status, type, body, code) => {
    await start();
    const listener = await listen();
    await opened();
    feed.refusal = (response) => void response.writeHead(status, { 'content-type': type }).end(body);
    feed.cut();

    expect(await listener.ended).toBe('whole');
    expect(listener.events()[0]?.data.errors[0].extensions).toMatchObject({ code, retryable: false });
    expect(feed.openedFrom).toHaveLength(2);
  });

  it('goes on where its client left off', async () => {
    await start();
    const first = await listen();
    await opened();
    feed.tick(2);
    await expect.poll(() => first.events().length).toBe(2);
    first.leave();
    await opened(0);
    feed.tick(2);
    const second = await listen(TICKS, { headers: { 'last-event-id': '2' } });

    await expect.poll(second.events).toEqual([next(3), next(4)]);
  });

  it('ends with the reason when a source without ids breaks off: its reader must know of the gap', async () => {
    await start();
    feed.hasIds = false;
    const listener = await listen();
    await opened();
    feed.tick();
    await expect.poll(() => listener.events().length).toBe(1);
    feed.cut();

    expect(await listener.ended).toBe('whole');
    const [, failed, completed] = listener.events();
    expect(failed?.data).toMatchObject({
      errors: [{ extensions: { code: 'JURISDICTION_UNAVAILABLE', service: 'feed', retryable: true } }],
    });
    expect(completed).toEqual({ event: 'complete', data: '' });
  });

  it.each([
    ['is no GraphQL response', 'event: next\ndata: [1]\n\n', 'JURISDICTION_BAD_RESPONSE'],
    [
      'is nested too deeply',
      `event: next\ndata: {"data":{"ticked":${DEEP}}}\n\n`,
      'JURISDICTION_BAD_RESPONSE',
    ],
    ['is no JSON', 'event: next\ndata: {"data"\n\n', 'JURISDICTION_BAD_RESPONSE'],
    ['is no UTF-8', Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xd6, 0xd0, 0x0a]), 'BAD_ENCODING'],
  ])('ends when a message of its source %s', async (_, message, code) => {
    await start();
    const listener = await listen();
    await opened();
    feed.say(message);

    expect(await listener.ended).toBe('whole');
    expect(listener.events().map(({ data }) => data.errors?.[0].extensions.code)).toEqual([code, undefined]);
    await opened(0);
  });

  it('is refused in the words of its source', async () => {
    await start();
    feed.refusal = (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: [{ message: 'not for you', extensions: { code: 'FORBIDDEN' } }] }));
    const listener = await listen();

    expect(await listener.ended).toBe('whole');
    const [first] = listener.events();
    expect(first?.data.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', service: 'feed' });
    expect(feed.openedFrom).toHaveLength(1);
  });

  it.each([
    [
      'too large',
      'JURISDICTION_BAD_RESPONSE',
      (response: ServerResponse) => response.end('x'.repeat(2 ** 21)),
    ],
    [
      'cut off',
      'JURISDICTION_UNAVAILABLE',
      (response: ServerResponse) => response.write('{', () => response.destroy()),
    ],
  ])('is told that the refusal of its source is %s', async (_, code, refuse) => {
    await start();
    feed.refusal = (response) => {
      refuse(response.writeHead(200, { 'content-type': 'application/json' }));
    };
    const listener = await listen();

    expect(await listener.ended).toBe('whole');
    expect(listener.events()[0]?.data.errors[0].extensions).toMatchObject({ code, service: 'feed' });
  });

  it('closes the way to its source when its client goes', async () => {
    await start();
    const listeners = [await listen(), await listen()];
    await opened(2);
    listeners[0]?.leave();
    await opened(1);
    feed.tick();

    await expect.poll(() => listeners[1]?.events().length).toBe(1);
    await expect
      .poll(async () => (await fetch(`${gateway.adminUrl}/metrics`)).text())
      .toContain('tongban_subscriptions 1\n');
  });

  it('gives a sign of life when nothing happens', async () => {
    await start({ subscriptions: { heartbeatMs: 1_000 } });
    const listener = await listen();

    await expect.poll(() => listener.text().split(':\n\n').length).toBeGreaterThan(3);
    expect(listener.events()).toEqual([]);
  });

  it('makes its source wait for a client that does not read, and cuts it off in the end', async () => {
    await start({ subscriptions: { stallMs: 2_000 } });
    await openUnread();
    await opened();
    const before = process.memoryUsage().arrayBuffers;

    expect(await fill()).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000);
    await expect.poll(() => feed.open, { timeout: 10_000 }).toBe(0);
  });
});

describe('who may subscribe', () => {
  it('is left when the token has expired and nothing more is taken', async () => {
    const issuer = await createTestIssuer();
    await start({
      issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      subscriptions: { stallMs: 600_000 },
    });
    const exp = Math.floor(Date.now() / 1_000) + 4;
    await openUnread({ authorization: `Bearer ${await issuer.token({ exp })}` });
    await opened();
    expect(await fill()).toBe(true);

    await expect.poll(() => feed.open, { timeout: 10_000 }).toBe(0);
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain('tongban_live_connections 0\n');
    expect(metrics).toContain('tongban_subscriptions 0\n');
  });

  it('is checked as for queries, and ends with the token', async () => {
    const issuer = await createTestIssuer();
    await start({
      issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      subscriptions: { perCaller: 1 },
    });
    const authorization = `Bearer ${await issuer.token({ exp: Math.floor(Date.now() / 1_000) + 3 })}`;
    const refused = await gateway.get('/graphql/stream', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: 'Bearer x.y.z',
      },
      body: JSON.stringify({ query: TICKS }),
    });
    expect(refused.status).toBe(401);

    const listener = await listen(TICKS, { headers: { authorization, 'accept-language': 'en' } });
    await opened();
    const second = await listen(TICKS, { headers: { authorization } });
    expect(await second.ended).toBe('whole');
    expect(second.events()[0]?.data.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: 5,
    });

    expect(feed.headers[0]?.['tongban-context']).toMatch(/^v1\./);
    expect(await listener.ended).toBe('whole');
    expect(listener.events()).toMatchObject([
      {
        event: 'next',
        data: { errors: [{ message: 'The token has expired', extensions: { code: 'UNAUTHENTICATED' } }] },
      },
      { event: 'complete' },
    ]);
    await opened(0);
  });
});

describe('around a subscription', () => {
  it('a gateway that stops ends its streams at once, without completing them, and takes no more', async () => {
    await start();
    const listener = await listen();
    await opened();
    const stopped = gateway.stop();

    expect(await listener.ended).toBe('whole');
    expect(listener.text()).not.toContain('complete');
    await stopped;
    await opened(0);
  });
});
