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
});
