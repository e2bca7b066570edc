import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidationChannel } from '../../../gateway/cache/invalidation/InvalidationChannel.ts';
import { RedisStore } from '../../../gateway/cache/store/RedisStore.ts';
import { RedisLink } from '../../../gateway/redis/RedisLink.ts';
import { startRedisCluster, type TestRedisCluster } from '../../support/startRedisCluster.ts';
import { redisServer } from '../../support/withRedis.ts';
import { openCachedFetcher } from './support/openCachedFetcher.ts';

describe.skipIf(redisServer === null)('a cache in a Redis Cluster of three servers', () => {
  let cluster: TestRedisCluster;
  let link: RedisLink;
  beforeAll(async () => {
    cluster = await startRedisCluster(redisServer ?? '');
    link = new RedisLink({
      url: cluster.servers[0]?.url ?? '',
      prefix: 'test:',
      isCluster: true,
      commandMs: 5_000,
      log: () => undefined,
    });
  });
  afterAll(async () => {
    link.close();
    await cluster.stop();
  });
  const ids = Array.from({ length: 40 }, (_, index) => `holder-${index}`);
  const right = ids.map((id) => `balance of ${id}`);

  it('finds what lies on all of them, and drops what has changed', async () => {
    await expect.poll(() => link.isReady).toBe(true);
    const gateway = openCachedFetcher(new RedisStore(link), { timeoutMs: 5_000 });
    await gateway.ask(...ids);
    await expect.poll(() => gateway.counts.take()).toMatchObject({ kept: 40 });
    gateway.takeAsked();
    const heard = openCachedFetcher(new RedisStore(link), { timeoutMs: 5_000 });
    const channel = new InvalidationChannel(link, {
      onChanged: (entities) => void heard.cache.invalidate(entities, 'channel'),
      onSubscribed: () => undefined,
    });

    expect(await gateway.ask(...ids)).toEqual(right);
    expect(gateway.takeAsked()).toEqual([]);
    const changed = ids.slice(0, 3).map((id) => ({ typename: 'Record', key: { id } }));
    await expect
      .poll(async () => {
        await link.client.publish('test:cache:changed', JSON.stringify({ entities: changed }));
        return heard.counts.take()['channel done'];
      })
      .toBeGreaterThan(0);
    channel.close();
    expect(await gateway.ask(...ids)).toEqual(right);
    expect(gateway.takeAsked()).toEqual([ids.slice(0, 3)]);
  });

  it('says that something was not heard when the server that tells it is another one', async () => {
    await expect.poll(() => link.isReady).toBe(true);
    const clients = cluster.servers.map(({ port }) => new Redis(port, '127.0.0.1'));
    let subscribed = 0;
    const heard: unknown[] = [];
    const channel = new InvalidationChannel(link, {
      onChanged: (entities) => heard.push(...entities),
      onSubscribed: () => {
        subscribed += 1;
      },
    });
    await expect.poll(() => subscribed).toBe(1);

    for (const client of clients) await client.client('KILL', 'TYPE', 'pubsub');

    await expect.poll(() => subscribed).toBe(2);
    const changed = { typename: 'Record', key: { id: 'a' } };
    const message = JSON.stringify({ entities: [changed] });
    for (const client of clients) await client.publish('test:cache:changed', message);
    await expect.poll(() => heard).toEqual([changed, changed, changed]);
    channel.close();
    for (const client of clients) client.disconnect();
  });

  it('changes no answer when one of them is gone, and costs a moment', async () => {
    const gateway = openCachedFetcher(new RedisStore(link));
    await cluster.servers[1]?.stop();

    const startedAt = performance.now();
    const told = [];
    for (let turns = 0; turns < 40; turns++) told.push(await gateway.ask(...ids));

    expect(gateway.counts.take()['unavailable']).toBeGreaterThan(0);
    expect(told.every((answer) => String(answer) === String(right))).toBe(true);
    expect(gateway.wasSpared(performance.now() - startedAt)).toBe(true);
  });

  it('is heard of at another server when the one that told it is gone', async () => {
    await expect.poll(() => link.isReady).toBe(true);
    let subscribed = 0;
    const listener = { onChanged: () => undefined, onSubscribed: () => (subscribed += 1) };
    const channel = new InvalidationChannel(link, listener);
    await expect.poll(() => subscribed).toBe(1);
    const left = new Redis(cluster.servers[2]?.port ?? 0, '127.0.0.1');

    await cluster.servers[0]?.stop();

    await expect.poll(() => subscribed, { timeout: 10_000 }).toBe(2);
    expect(await left.pubsub('NUMSUB', 'test:cache:changed')).toEqual(['test:cache:changed', 1]);
    channel.close();
    left.disconnect();
  });
});
