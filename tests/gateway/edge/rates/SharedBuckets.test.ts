import { afterEach, describe, expect, it } from 'vitest';
import { LocalBuckets } from '../../../../gateway/edge/rates/LocalBuckets.ts';
import { SharedBuckets } from '../../../../gateway/edge/rates/SharedBuckets.ts';
import { RedisLink } from '../../../../gateway/redis/RedisLink.ts';
import { redisServer, withRedis } from '../../../support/withRedis.ts';

const charge = (key: string, units: number, perMinute: number, burst?: number) => ({
  key,
  units,
  rate: { perMinute, burst },
});

describe.skipIf(redisServer === null)('buckets in Redis', () => {
  const redis = withRedis();
  const opened: RedisLink[] = [];
  afterEach(() => {
    for (const link of opened.splice(0)) link.close();
  });

  async function open() {
    const link = new RedisLink({
      url: redis.server().url,
      prefix: 'test:',
      isCluster: false,
      commandMs: 5_000,
      log: () => undefined,
    });
    opened.push(link);
    await expect.poll(() => link.isReady).toBe(true);
    await link.client.flushall();
    return { link, buckets: new SharedBuckets(link, new LocalBuckets()) };
  }

  it('lack no more after a change of the rate than what they hold by the new one', async () => {
    const { buckets } = await open();
    expect(await buckets.take('g', [charge('a', 10, 1, 10)])).toBeNull();

    const wait = async () => (await buckets.take('g', [charge('a', 1, 6_000)]))?.waitMs ?? 0;
    expect(await wait()).toBeLessThanOrEqual(10);
    await expect.poll(wait, { interval: 20 }).toBe(0);
  });

  it.each([
    ['an hour ahead', () => String(Date.now() + 3_600_000), 1_000],
    ['endless', () => 'inf', 1_000],
    ['no number', () => 'nan', 0],
    ['no text of ours', () => 'garbage', 0],
  ])('that are %s lack no more than they hold', async (_, value, longest) => {
    const { link, buckets } = await open();
    await buckets.take('g', [charge('a', 1, 60, 20)]);
    const [key] = await link.client.keys('test:rate:*');
    await link.client.set(key ?? '', value());

    const shortage = await buckets.take('g', [charge('a', 1, 60, 20)]);
    expect(shortage?.waitMs ?? 0).toBe(longest);
    expect(await link.client.pttl(key ?? '')).toBeLessThanOrEqual(20_001);
    expect(await link.client.pttl(key ?? '')).toBeGreaterThan(0);
  });
});
