import { buildSchema, parse } from 'graphql';
import { Redis } from 'ioredis';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RedisLink } from '../../../gateway/redis/RedisLink.ts';
import type { PublishedMessage } from '../../../gateway/upstream/streams/redis/PublishedMessage.ts';
import { RedisChannels } from '../../../gateway/upstream/streams/redis/RedisChannels.ts';
import { RedisTransport } from '../../../gateway/upstream/streams/redis/RedisTransport.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startRedis } from '../../support/startRedis.ts';
import { redisServer, withRedis } from '../../support/withRedis.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer, type TestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from './support/Feed.ts';
import { names } from './support/names.ts';
import { type EventReader, readEvents } from './support/readEvents.ts';

describe.skipIf(redisServer === null)('a source in Redis', () => {
  const redis = withRedis();
  let issuer: TestIssuer;
  const ending: (() => unknown)[] = [];

  beforeAll(async () => {
    issuer = await createTestIssuer();
  });
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });

  interface World {
    readonly gateway: TestGateway;
    readonly feed: Feed;
    /** Says something on a channel, and answers how many heard it. */
    tell(channel: string, message: unknown): Promise<number>;
    listen(query: string, subject?: string): Promise<EventReader & { leave(): void }>;
  }

  async function start(url = redis.server().url): Promise<World> {
    const feed = new Feed();
    const gateway = await startTestGateway(
      { feed, names },
      {
        redis: { url, prefix: 'test:' },
        contextSecret: Buffer.alloc(32, 7).toString('base64'),
        issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
        subscriptions: {
          silenceMs: 2_000,
          upstreams: {
            feed: {
              transport: 'redis',
              fields: {
                ticked: { channel: 'ticks:{args.start}', public: true },
                pinged: { channel: 'pings:{caller}' },
              },
            },
          },
        },
      },
    );
    const publisher = new Redis(url);
    publisher.on('error', () => undefined);
    ending.push(
      () => gateway.close(),
      () => publisher.disconnect(),
    );
    const tell = (channel: string, message: unknown) =>
      publisher.publish(
        `test:events:${channel}`,
        typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      );
    const listen = async (query: string, subject?: string) => {
      const client = new AbortController();
      ending.push(() => client.abort());
      const authorization = subject && `Bearer ${await issuer.token({ sub: subject })}`;
      const response = await gateway.get('/graphql/stream', {
        method: 'POST',
        signal: client.signal,
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          ...(authorization && { authorization }),
          // Nothing that it gave: a gap must not be hidden by it.
          'last-event-id': '7',
        },
        body: JSON.stringify({ query }),
      });
      return { ...readEvents(response), leave: () => client.abort() };
    };
    return { gateway, feed, tell, listen };
  }

  function openLink(url = redis.server().url): RedisLink {
    const link = new RedisLink({ url, prefix: '', isCluster: false, commandMs: 5_000, log: () => {} });
    ending.push(() => link.close());
    return link;
  }

  const ticks = (start: number) =>
    `subscription ($from: Int = ${start}) { now: ticked(start: $from) { n: number person { name } } }`;
  const dataOf = (reader: EventReader) => reader.events().map(({ data }) => data);
  const person = { id: '5', ignored: true };

  it('is heard on the channel that the arguments name, completed by other subgraphs, and left with its last listener', async () => {
    const { feed, tell, listen } = await start();
    const [first, other] = [await listen(ticks(1)), await listen(ticks(2))];
    await expect.poll(() => tell('ticks:1', { number: 4, person })).toBe(1);

    await expect.poll(() => dataOf(first)).toEqual([{ data: { now: { n: 4, person: { name: 'name 5' } } } }]);
    await expect.poll(() => tell('ticks:2', 'null')).toBe(1);
    await expect.poll(() => dataOf(other)).toEqual([{ data: { now: null } }]);
    expect(dataOf(first)).toHaveLength(1);
    expect(feed.openedFrom).toEqual([]);
    for (const listener of [first, other]) listener.leave();
    await expect.poll(() => tell('ticks:1', { number: 5 })).toBe(0);
    await expect.poll(() => tell('ticks:2', 'null')).toBe(0);
  });

  it('that is a caller’s own is heard by that caller alone', async () => {
    const { tell, listen } = await start();
    const [ada, bo, nobody] = [
      await listen('subscription { pinged }', 'ada'),
      await listen('subscription { pinged }', 'bo:*'),
      await listen('subscription { pinged }'),
    ];
    const own = (subject: string) => `pings:${encodeURIComponent(issuer.issuer)}/${subject}`;
    await expect.poll(() => tell(own('ada'), 1)).toBe(1);
    await expect.poll(() => tell(own('bo%3A%2A'), 2)).toBe(1);

    await expect.poll(() => dataOf(ada)).toEqual([{ data: { pinged: 1 } }]);
    await expect.poll(() => dataOf(bo)).toEqual([{ data: { pinged: 2 } }]);
    expect(await nobody.ended).toBe('whole');
    expect(dataOf(nobody)[0]).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED', service: 'feed' } }],
    });
  });

  it('that says what does not fit is told with that event; what is no JSON ends the stream', async () => {
    const { tell, listen } = await start();
    const [heard, unplain] = [await listen(ticks(3)), await listen('subscription { ticked { number } }')];
    await expect.poll(() => tell('ticks:3', { number: 4 })).toBe(1);
    await expect.poll(() => dataOf(heard).length).toBe(1);
    await tell('ticks:3', '{');

    expect(await heard.ended).toBe('whole');
    const code = 'JURISDICTION_BAD_RESPONSE';
    expect(dataOf(heard).slice(0, 2)).toMatchObject([
      {
        data: { now: { n: 4, person: null } },
        errors: [{ path: ['now', 'person'], extensions: { code } }],
      },
      { errors: [{ extensions: { code } }] },
    ]);
    expect(await unplain.ended).toBe('whole');
    expect(dataOf(unplain)[0]).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('that says what is no UTF-8 ends the stream, and nothing of it is told', async () => {
    const { tell, listen } = await start();
    const heard = await listen(ticks(4));
    await expect.poll(() => tell('ticks:4', 'null')).toBe(1);
    await tell('ticks:4', Buffer.from('{"number":5,"person":{"id":"\xd5\xc5"}}', 'latin1'));

    expect(await heard.ended).toBe('whole');
    expect(dataOf(heard).slice(0, 2)).toMatchObject([
      { data: { now: null } },
      { errors: [{ extensions: { code: 'BAD_ENCODING', service: 'feed' } }] },
    ]);
  });

  const away = {
    errors: [{ extensions: { code: 'JURISDICTION_UNAVAILABLE', retryable: true, service: 'feed' } }],
  };

  it('tells of objects of which its subgraph knows the interface only', async () => {
    const items = [
      { __typename: 'Book', id: 'b', name: 'Dune', pages: 400 },
      { __typename: 'Film', id: 'f', name: 'Solaris' },
    ];
    const gateway = await startTestGateway(
      {
        core: {
          sdl: `${federationLink} type Query { ready: Boolean }
            interface Item @key(fields: "id") { id: ID! name: String }
            type Book implements Item @key(fields: "id") { id: ID! name: String pages: Int }
            type Film implements Item @key(fields: "id") { id: ID! name: String }`,
          resolvers: { Item: fromRows(items), Book: fromRows(items), Film: fromRows(items) },
        },
        views: {
          sdl: `${federationLink} type Subscription { seen: [Item] }
            type Item @key(fields: "id") @interfaceObject { id: ID! views: Int }`,
        },
      },
      {
        redis: { url: redis.server().url, prefix: 'test:' },
        subscriptions: {
          upstreams: { views: { transport: 'redis', fields: { seen: { channel: 'seen', public: true } } } },
        },
      },
    );
    const publisher = new Redis(redis.server().url);
    const client = new AbortController();
    ending.push(
      () => gateway.close(),
      () => publisher.disconnect(),
      () => client.abort(),
    );
    const reader = readEvents(
      await gateway.get('/graphql/stream', {
        method: 'POST',
        signal: client.signal,
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({
          query: 'subscription { seen { __typename views name ... on Book { pages } } }',
        }),
      }),
    );
    const message = JSON.stringify([{ id: 'b', views: 1 }, null, { __typename: 'Item', id: 'f', views: 2 }]);
    await expect.poll(() => publisher.publish('test:events:seen', message)).toBe(1);

    await expect
      .poll(() => dataOf(reader))
      .toEqual([
        {
          data: {
            seen: [
              { __typename: 'Book', views: 1, name: 'Dune', pages: 400 },
              null,
              { __typename: 'Film', views: 2, name: 'Solaris' },
            ],
          },
        },
      ]);
  });

  it('that is lost ends its streams, to be asked for again; so does one that hangs', async () => {
    const program = redisServer ?? '';
    const own = await startRedis(program);
    const { tell, listen } = await start(own.url);
    const lost = await listen(ticks(1));
    await expect.poll(() => tell('ticks:1', 'null')).toBe(1);
    await expect.poll(() => dataOf(lost).length).toBe(1);
    await own.stop();
    expect(await lost.ended).toBe('whole');
    expect(dataOf(lost)[1]).toMatchObject(away);
    const meanwhile = await listen(ticks(1));
    expect(await meanwhile.ended).toBe('whole');
    expect(dataOf(meanwhile)[0]).toMatchObject(away);

    const again = await startRedis(program, { port: own.port });
    ending.push(() => again.stop());
    await expect.poll(async () => (await listen(ticks(2))) && tell('ticks:2', 'null')).toBeGreaterThan(0);
    const hanging = await listen(ticks(3));
    await expect.poll(() => tell('ticks:3', 'null')).toBe(1);
    await expect.poll(() => dataOf(hanging).length).toBe(1);
    again.signal('SIGSTOP');
    expect(await hanging.ended).toBe('whole');
    expect(dataOf(hanging)[1]).toMatchObject(away);
    again.signal('SIGCONT');
  });

  it.each([
    ['many', 400, 300, 1],
    ['large', 6, 5, 3_000_000],
  ])(
    'that is far ahead of its reader, by %s events, ends with what was heard until then, to be asked for again',
    async (_, told, most, length) => {
      const link = openLink();
      const channels = new RedisChannels({ pingMs: 10_000, openSubscriber: () => link.openSubscriber() });
      const transport = new RedisTransport({
        channels,
        fields: { n: { channel: 'n', public: true } },
        prefix: 'far:',
      });
      const context = {
        requestId: 'r',
        traceparent: undefined,
        caller: null,
        deadlineAt: 0,
        language: 'en',
      } as const;
      const { signal } = new AbortController();
      const stream = transport.open(
        {
          service: 'feed',
          url: '',
          query: '',
          document: parse('subscription { n }'),
          schema: buildSchema('type Query { a: Int } type Subscription { n: String }'),
          operationName: undefined,
          variables: {},
          lastEventId: null,
        },
        { ...context, signal },
        signal,
      );
      let isOver = false;
      channels.listen('over', { onMessage: () => (isOver = true), onLost: () => {} });
      const tell = (n: number) =>
        link.client.publish('far:events:n', JSON.stringify(String(n).padEnd(length)));
      await expect.poll(() => tell(0)).toBe(1);
      await Promise.all(Array.from({ length: told }, (_, n) => tell(n + 1)));
      await expect.poll(async () => (await link.client.publish('over', '')) && isOver).toBe(true);

      const heard: unknown[] = [];
      const read = async () => {
        for await (const { result } of stream) heard.push(Number(result?.data?.['n']));
      };
      await expect(read()).rejects.toMatchObject({ code: 'RATE_LIMITED', retryable: true });
      expect(heard).toEqual(heard.map((_, n) => n));
      expect(heard.length).toBeGreaterThan(1);
      expect(heard.length).toBeLessThan(most);
    },
  );

  it('is not subscribed to again after a loss where nobody listens any more', async () => {
    const server = await startRedis(redisServer ?? '');
    ending.push(() => server.stop());
    const link = openLink(server.url);
    const channels = new RedisChannels({ pingMs: 10_000, openSubscriber: () => link.openSubscriber() });
    let lost = 0;
    const listener = { onMessage: () => {}, onLost: () => lost++ };
    channels.listen('before', listener);
    await expect.poll(() => link.isReady).toBe(true);
    await expect.poll(() => link.client.publish('before', '')).toBe(1);
    await server.stop();
    await expect.poll(() => lost).toBe(1);
    channels.listen('left', listener)();
    const again = await startRedis(redisServer ?? '', { port: server.port });
    ending.push(() => again.stop());
    const publisher = new Redis(again.url);
    ending.push(() => publisher.disconnect());
    channels.listen('after', listener);

    await expect.poll(() => publisher.publish('after', ''), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => publisher.pubsub('CHANNELS')).toEqual(['after']);
  });

  it('shares one connection, and asks for each channel once', async () => {
    const link = openLink();
    let opened = 0;
    const channels = new RedisChannels({
      pingMs: 10_000,
      openSubscriber: () => {
        opened++;
        return link.openSubscriber();
      },
    });
    const heard: string[] = [];
    const listener = (name: string) => ({
      onMessage: ({ bytes }: PublishedMessage) => void heard.push(name + bytes),
      onLost: () => {},
    });
    const leave = channels.listen('a', listener('1'));
    channels.listen('a', listener('2'));
    channels.listen('b', listener('3'));
    await expect.poll(() => link.isReady).toBe(true);
    await expect.poll(() => link.client.publish('b', 'x')).toBe(1);
    leave();
    leave();
    expect(await link.client.publish('a', 'y')).toBe(1);

    await expect.poll(() => heard.at(-1)).toBe('2y');
    expect(opened).toBe(1);
  });
});
