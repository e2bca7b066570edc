import { afterEach, describe, expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { InvalidationChannel } from '../../../gateway/cache/invalidation/InvalidationChannel.ts';
import { openEntityCache } from '../../../gateway/cache/openEntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { RedisStore } from '../../../gateway/cache/store/RedisStore.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { GatewayMetrics } from '../../../gateway/metrics/GatewayMetrics.ts';
import { RedisLink } from '../../../gateway/redis/RedisLink.ts';
import { startRedis } from '../../support/startRedis.ts';
import { startSwallowingProxy } from '../../support/startSwallowingProxy.ts';
import { redisServer, withRedis } from '../../support/withRedis.ts';
import { startTestGateway } from '../edge/support/startTestGateway.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';
import { pricedProducts } from './support/pricedProducts.ts';

describe.skipIf(redisServer === null)('a cache in Redis', () => {
  const redis = withRedis();
  const closing: (() => Promise<unknown> | unknown)[] = [];
  let opened = 0;
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** Who names a server breaks it; the others' is never silent for as long as a busy machine may make it. */
  async function link(named?: string, prefix = `t${++opened}:`, commandMs = 5_000): Promise<RedisLink> {
    const made = new RedisLink({
      url: named ?? redis.server().url,
      prefix,
      isCluster: false,
      commandMs,
      silenceMs: named === undefined ? 5_000 : 300,
      log: () => undefined,
    });
    closing.push(() => made.close());
    await expect.poll(() => made.isReady).toBe(true);
    return made;
  }

  it('is shared by gateways of one secret; whoever sees the store learns nothing, and whoever has another secret finds nothing', async () => {
    const shared = await link();
    const one = openCachedFetcher(new RedisStore(shared), { timeoutMs: 5_000 });
    const other = openCachedFetcher(new RedisStore(shared), { timeoutMs: 5_000 });
    const stranger = openCachedFetcher(new RedisStore(shared), { timeoutMs: 5_000, secret: 'two' });
    await one.ask('holder-1', 'holder-2');
    await expect.poll(() => one.counts.take()).toMatchObject({ kept: 2 });

    const told = await other.ask('holder-2', 'holder-3', 'holder-1', 'holder-2');
    await stranger.ask('holder-1');

    expect(told).toEqual(['2', '3', '1', '2'].map((id) => `balance of holder-${id}`));
    expect(other.takeAsked()).toEqual([['holder-3']]);
    expect(stranger.takeAsked()).toEqual([['holder-1']]);
    const { client, prefix } = shared;
    const keys = await client.keys(`${prefix}*`);
    const values = await Promise.all(keys.map((key) => client.getBuffer(key)));
    const everything = [...keys, ...values.map((value) => value?.toString('latin1'))].join('\n');
    expect(everything).not.toMatch(/holder|balance|u-1|portal-1|Record|housing/);
    const ends = await Promise.all(keys.map((key) => client.pttl(key)));
    expect(ends.every((ms) => ms > 0)).toBe(true);
  });

  it('lets what is there stand for longer, and nothing come back by it', async () => {
    const shared = await link();
    const { client, prefix } = shared;
    const store = new RedisStore(shared);
    await store.claim(['{a}'], Buffer.from('1'), 60_000);

    await store.prolong(['{a}', '{b}'], 120_000);

    expect(await client.pttl(`${prefix}cache:{a}`)).toBeGreaterThan(60_000);
    expect(await store.read(['{a}', '{b}'])).toEqual([Buffer.from('1'), null]);
  });

  it('answers the same when entries are lost, cut, swapped or of nobody', async () => {
    const shared = await link();
    const { client, prefix } = shared;
    const gateway = openCachedFetcher(new RedisStore(shared), { timeoutMs: 5_000 });
    const entries = async () => (await client.keys(`${prefix}cache:*`)).filter((key) => !key.endsWith('}'));
    const ask = async () => {
      const told = await gateway.ask('a', 'b');
      await expect.poll(async () => (await entries()).length).toBe(2);
      return [...told, ...gateway.takeAsked().flat()];
    };
    const right = ['balance of a', 'balance of b'];
    expect(await ask()).toEqual([...right, 'a', 'b']);
    expect(await ask()).toEqual(right);

    const [one = '', two = ''] = await entries();
    const [first, second] = await client.mgetBuffer([one, two]);
    await client.mset(one, second ?? '', two, first ?? '');
    expect(await ask()).toEqual([...right, 'a', 'b']);
    await client.mset(one, (await client.getBuffer(one))?.subarray(0, 40) ?? '', two, 'x');
    expect(await ask()).toEqual([...right, 'a', 'b']);
    await client.flushall();
    expect(await ask()).toEqual([...right, 'a', 'b']);
    // As a full server evicts: tags without entries, entries without tags.
    await client.del((await client.keys(`${prefix}cache:*}`)).slice(0, 1));
    expect((await ask()).slice(0, 2)).toEqual(right);
  });

  it('is not slow where the gateway itself was held up', async () => {
    const gateway = openCachedFetcher(new RedisStore(await link(undefined, 'busy:', 50)), { timeoutMs: 30 });
    await expect.poll(async () => [await gateway.ask('a'), gateway.takeAsked()][1]).toEqual([]);
    gateway.counts.take();

    // More at a time than the failures after which a store is left alone.
    const asked = Array.from({ length: 8 }, () => gateway.ask('a'));
    const until = performance.now() + 150;
    while (performance.now() < until);

    expect(await Promise.all(asked)).toEqual(asked.map(() => ['balance of a']));
    expect(gateway.counts.take()).toEqual({ hit: 8 });
  });

  it('tells all gateways over its channel what has changed, whatever else is said there', async () => {
    const shared = await link();
    const gateway = openCachedFetcher(new MemoryStore(1_000_000), { timeoutMs: 5_000 });
    const channel = new InvalidationChannel(shared, {
      onChanged: (entities) => void gateway.cache.invalidate(entities, 'channel'),
      onSubscribed: () => undefined,
    });
    closing.push(() => channel.close());
    await gateway.ask('a', 'b');
    gateway.takeAsked();
    const told = `${shared.prefix}cache:changed`;
    const publish = (message: unknown) =>
      shared.client.publish(told, typeof message === 'string' ? message : JSON.stringify(message));
    await expect.poll(() => publish('no JSON')).toBe(1);

    await publish({ entities: [{ typename: 'Record' }, 'what?'] });
    await publish({ entities: [{ typename: 'Record', key: { id: 'a' } }] });

    await expect.poll(() => gateway.counts.take()['channel done']).toBe(1);
    await gateway.ask('a', 'b');
    expect(gateway.takeAsked()).toEqual([['a']]);
  });

  it('lets no read share what was asked for before it began to hear of changes, the first time and after a loss', async () => {
    const shared = await link();
    const forgotten: string[] = [];
    const opened = openEntityCache({
      config: {
        cache: cacheSettings.parse({ subgraphs: { records: { scope: 'public' } }, store: 'memory' }),
        contextSecret: undefined,
        deadlines: { requestMs: 5_000, jurisdictionMs: 5_000 },
      },
      redis: shared,
      windows: new MaintenanceWindows([]),
      countersOf: () => new GatewayMetrics().countCache(),
      partitionField: () => 'jurisdiction',
      forgetReads: () => void forgotten.push('reads'),
    });
    closing.push(() => opened?.close());
    await expect.poll(() => forgotten).toEqual(['reads']);

    await shared.client.client('KILL', 'TYPE', 'pubsub');

    await expect.poll(() => forgotten).toEqual(['reads', 'reads']);
  });

  it('says that an ACL keeps it from its channel, which nobody would hear of otherwise', async () => {
    const shared = await link();
    await shared.client.acl('SETUSER', 'deaf', 'on', '>secret', '~*', '+@all', 'resetchannels');
    closing.push(() => shared.client.acl('DELUSER', 'deaf'));
    const said: string[] = [];
    const deaf = new RedisLink({
      url: redis.server().url.replace('//', '//deaf:secret@'),
      prefix: 'deaf:',
      isCluster: false,
      commandMs: 5_000,
      log: (line) => void said.push(line),
    });
    closing.push(() => deaf.close());
    const channel = new InvalidationChannel(deaf, {
      onChanged: () => undefined,
      onSubscribed: () => void said.push('subscribed'),
    });
    closing.push(() => channel.close());

    await expect
      .poll(() => said)
      .toEqual([
        'Redis refuses the channel deaf:cache:changed (NOPERM): what others change is not heard here until it is allowed',
      ]);
    await shared.client.acl('SETUSER', 'deaf', 'allchannels');
    await expect.poll(() => said.slice(1)).toEqual(['subscribed']);
  });

  it.each([
    { failure: 'hangs', breakIt: 'SIGSTOP', mendIt: 'SIGCONT' },
    { failure: 'is behind a network that loses everything', breakIt: true, mendIt: false },
  ] as const)('costs a moment and changes no answer when it $failure', async ({ breakIt, mendIt }) => {
    const server = redis.server();
    const proxy = await startSwallowingProxy(server.port);
    closing.push(proxy.close);
    const gateway = openCachedFetcher(new RedisStore(await link(proxy.url)));
    const turn = (how: typeof breakIt | typeof mendIt) =>
      typeof how === 'boolean' ? proxy.swallow(how) : server.signal(how);
    await expect.poll(async () => [await gateway.ask('a'), gateway.takeAsked()][1]).toEqual([]);

    gateway.wasSpared(0);
    gateway.counts.take();
    turn(breakIt);
    const startedAt = performance.now();
    const told = [];
    for (let turns = 0; turns < 60; turns++) told.push(...(await gateway.ask('a')));
    const tookMs = performance.now() - startedAt;
    const isSpared = gateway.wasSpared(tookMs);
    gateway.become('another ');
    const isInvalidated = await gateway.cache.invalidate([{ typename: 'Record', key: { id: 'a' } }], 'admin');
    turn(mendIt);
    const afterwards: unknown[] = [];
    const isHit = async () => {
      afterwards.push(...(await gateway.ask('a')));
      return gateway.counts.take()['hit'];
    };
    await expect.poll(isHit).toBe(1);

    expect(new Set(told)).toEqual(new Set(['balance of a']));
    expect([isSpared, isInvalidated]).toEqual([true, false]);
    // What it held is not what is true any more.
    expect(new Set(afterwards)).toEqual(new Set(['another balance of a']));
  });

  it('serves a whole gateway, which goes on when it hangs', async () => {
    const server = redis.server();
    const gateway = await startTestGateway(pricedProducts, {
      redis: { url: server.url, prefix: 'whole:' },
      cache: {
        subgraphs: { prices: { scope: 'public' } },
        secret: Buffer.alloc(32, 1).toString('base64'),
        timeoutMs: 500,
      },
    });
    closing.push(gateway.close);
    const { client } = await link(server.url);
    const ask = async () => {
      const before = gateway.subgraphs['prices']?.requests.length ?? 0;
      const answer = await gateway.post({ query: '{ product(id: "four") { price } }' });
      const asked = (gateway.subgraphs['prices']?.requests.length ?? 0) - before;
      return [answer.status, JSON.stringify(await answer.json()), asked];
    };
    const right = '{"data":{"product":{"price":4}}}';
    await expect.poll(ask).toEqual([200, right, 0]);
    expect(await client.keys('whole:cache:*')).not.toEqual([]);

    const changed = JSON.stringify({ entities: [{ typename: 'Product', key: { id: 'four' } }] });
    await expect.poll(() => client.publish('whole:cache:changed', changed)).toBe(1);
    await expect.poll(ask).toEqual([200, right, 1]);
    server.signal('SIGSTOP');
    const hung = [await ask(), await ask()];
    server.signal('SIGCONT');

    expect(hung).toEqual([
      [200, right, 1],
      [200, right, 1],
    ]);
  });

  it('changes no answer when it dies, and is used again when an empty one stands in its place', async () => {
    const program = redisServer ?? '';
    const first = await startRedis(program);
    closing.push(first.stop);
    const gateway = openCachedFetcher(new RedisStore(await link(first.url)));
    await expect.poll(async () => [await gateway.ask('a'), gateway.takeAsked()][1]).toEqual([]);

    await first.stop();
    const told = [await gateway.ask('a'), await gateway.ask('a', 'b')].flat();
    const isInvalidated = await gateway.cache.invalidate([{ typename: 'Record', key: { id: 'a' } }], 'admin');

    expect(told).toEqual(['balance of a', 'balance of a', 'balance of b']);
    expect(isInvalidated).toBe(false);
    // It begins to listen while nobody is there.
    const late = new RedisLink({
      url: first.url,
      prefix: 'late:',
      isCluster: false,
      commandMs: 50,
      log: () => {},
    });
    const heard: unknown[] = [];
    const channel = new InvalidationChannel(late, {
      onChanged: (entities) => heard.push(...entities),
      onSubscribed: () => undefined,
    });
    closing.push(
      () => channel.close(),
      () => late.close(),
    );
    await expect(late.client.ping()).rejects.toThrow();
    const second = await startRedis(program, { port: first.port });
    closing.push(second.stop);
    const changed = { typename: 'Record', key: { id: 'a' } };
    const publish = () => late.client.publish('late:cache:changed', JSON.stringify({ entities: [changed] }));
    await expect.poll(() => publish().catch(() => 0)).toBe(1);
    await expect.poll(() => heard).toEqual([changed]);
    await expect.poll(async () => [await gateway.ask('a'), gateway.takeAsked()][1]).toEqual([]);
  });
});
