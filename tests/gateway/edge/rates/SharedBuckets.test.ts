import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { giveBackScript } from '../../../../gateway/edge/rates/giveBackScript.ts';
import { LocalBuckets } from '../../../../gateway/edge/rates/LocalBuckets.ts';
import type { RateBuckets } from '../../../../gateway/edge/rates/RateBuckets.ts';
import { SharedBuckets } from '../../../../gateway/edge/rates/SharedBuckets.ts';
import { RedisLink } from '../../../../gateway/redis/RedisLink.ts';
import { startRedis } from '../../../support/startRedis.ts';
import { startRedisCluster, type TestRedisCluster } from '../../../support/startRedisCluster.ts';
import { redisServer, withRedis } from '../../../support/withRedis.ts';

const charge = (key: string, units: number, perMinute: number, burst?: number) => ({
  key,
  group: key,
  units,
  rate: { perMinute, burst },
});

const noLocal: RateBuckets = { take: () => expect.fail('counts by itself') };

async function callsOf({ client }: RedisLink, command: string): Promise<number> {
  const statistics = String(await client.info('commandstats'));
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(statistics)?.[1] ?? 0);
}

describe.skipIf(redisServer === null)('buckets in Redis', () => {
  const redis = withRedis();
  const opened: RedisLink[] = [];
  let lines: string[] = [];
  afterEach(() => {
    lines = [];
    for (const link of opened.splice(0)) link.close();
  });

  async function open(commandMs = 5_000, local: RateBuckets = new LocalBuckets()) {
    const link = new RedisLink({
      url: redis.server().url,
      prefix: 'test:',
      isCluster: false,
      commandMs,
      silenceMs: 30_000,
      log: (line) => lines.push(line),
    });
    opened.push(link);
    await expect.poll(() => link.isReady).toBe(true);
    // A server that is busy may be later than the time of a command.
    await expect.poll(() => link.client.flushall().catch(() => 'late')).toBe('OK');
    return { link, buckets: new SharedBuckets(link, local) };
  }

  it('are asked in time by a gateway that is held up itself, scripts unknown or not', async () => {
    const { link, buckets } = await open(500, noLocal);
    await link.client.script('FLUSH');
    for (const key of ['unknown', 'known']) {
      const asked = Array.from({ length: 12 }, () => buckets.take([charge(key, 1, 1, 10)]));
      const until = performance.now() + 800;
      while (performance.now() < until);

      const shortages = await Promise.all(asked);
      expect(shortages.filter((shortage) => shortage === null)).toHaveLength(10);
    }
  });

  it('get back what they took too late from who was refused meanwhile, and keep the rest', async () => {
    const { buckets: patient } = await open();
    const { buckets } = await open(50, new LocalBuckets({ share: 2 }));
    const take = (units: number) => [charge('late', units, 1, 10)];
    await patient.take([charge('other', 1, 1)]);

    redis.server().signal('SIGSTOP');
    const shortages = await Promise.all(Array.from({ length: 10 }, () => buckets.take(take(1))));
    redis.server().signal('SIGCONT');
    expect(shortages.filter((shortage) => shortage === null)).toHaveLength(5);

    // What is refused takes nothing, so that it may be asked until the late answers are there.
    await expect.poll(() => patient.take(take(5))).toBeNull();
    expect(await patient.take(take(1))).not.toBeNull();
    // Only who answers refuses something.
    expect(lines).toEqual([]);
  });

  it('give nothing back that they had refused, however late they say so', async () => {
    const { buckets: patient } = await open();
    const { link, buckets } = await open(50, { take: () => ({ key: 'empty', waitMs: 1 }) });
    await patient.take([charge('empty', 10, 1, 10)]);

    redis.server().signal('SIGSTOP');
    await buckets.take([charge('empty', 10, 1, 10)]);
    redis.server().signal('SIGCONT');
    // Behind the late answer, and then behind what would be given back for it.
    const ping = () => link.client.ping().catch(() => 'late');
    for (let n = 0; n < 2; n++) await expect.poll(ping).toBe('PONG');

    expect(await patient.take([charge('empty', 5, 1, 10)])).toMatchObject({ key: 'empty' });
  });

  it('that never answer what was given up are no fault of the process: who was refused was refused', async () => {
    const refusing: RateBuckets = { take: () => ({ key: 'late', waitMs: 1 }) };
    const { link, buckets } = await open(50, refusing);
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    redis.server().signal('SIGSTOP');
    expect(await buckets.take([charge('late', 1, 1, 10)])).toEqual({ key: 'late', waitMs: 1 });

    link.close();
    redis.server().signal('SIGCONT');
    await expect.poll(() => link.client.status).toBe('end');
    // What is unhandled is told of after a turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('that something is given back to last no longer than they lack anything', async () => {
    const { link, buckets } = await open();
    await buckets.take([charge('some', 4, 1, 10)]);

    await giveBackScript.run(link, ['test:rate:{some}:some'], ['60000']);
    expect(await link.client.pttl('test:rate:{some}:some')).toBeGreaterThan(170_000);
    expect(await link.client.pttl('test:rate:{some}:some')).toBeLessThanOrEqual(180_001);
    await giveBackScript.run(link, ['test:rate:{some}:some'], ['600000']);
    expect(await link.client.exists('test:rate:{some}:some')).toBe(0);
  });

  it("of a server that only reads are each gateway's own, which is told once", async () => {
    const { link, buckets } = await open(5_000, new LocalBuckets({ share: 2 }));
    await link.client.call('REPLICAOF', '127.0.0.1', '1');
    const take = () => buckets.take([charge('read', 1, 1, 4)]);

    const shortages = [await take(), await take(), await take()];
    await link.client.call('REPLICAOF', 'NO', 'ONE');

    expect(shortages).toMatchObject([null, null, { key: 'read' }]);
    expect(lines).toEqual([
      'Redis refuses to count rates (READONLY); each gateway counts its share by itself',
    ]);
  });

  it('are left alone for a while after a refusal: nobody waits for what fails', async () => {
    const { link, buckets } = await open();
    await link.client.call('REPLICAOF', '127.0.0.1', '1');
    expect(await buckets.take([charge('read', 1, 1, 4)])).toBeNull();

    // No promise: it was counted here.
    expect(buckets.take([charge('read', 1, 1, 4)])).toBeNull();
    await link.client.call('REPLICAOF', 'NO', 'ONE');
  });

  it('are not asked about what is closed, which is no reason to leave them alone', async () => {
    const { link, buckets } = await open(5_000, noLocal);
    await buckets.take([charge('open', 1, 1, 4)]);
    const before = await callsOf(link, 'evalsha');

    expect(buckets.take([charge('open', 1, 1, 4), charge('closed', 1, 0)])).toEqual({
      key: 'closed',
      waitMs: 60_000,
    });
    expect(await callsOf(link, 'evalsha')).toBe(before);
    expect(await buckets.take([charge('open', 3, 1, 4)])).toBeNull();
  });

  it('that are refused for long are told of once, and again once they were counted in between', async () => {
    const { link, buckets } = await open();
    const asked = async () => {
      const statistics = String(await link.client.info('commandstats'));
      return /cmdstat_evalsha:(.*)/.exec(statistics)?.[1] ?? '';
    };
    /** Takes until Redis was asked, which is left alone for a second after it refused. */
    const take = async () => {
      const before = await asked();
      const ask = async () => {
        await buckets.take([charge('refused', 1, 1, 1_000)]);
        return asked();
      };
      await expect.poll(ask).not.toBe(before);
    };
    await take();
    await link.client.call('REPLICAOF', '127.0.0.1', '1');
    await take();
    await take();
    const once = lines.length;
    await link.client.call('REPLICAOF', 'NO', 'ONE');
    await take();
    await link.client.call('REPLICAOF', '127.0.0.1', '1');
    await take();
    await link.client.call('REPLICAOF', 'NO', 'ONE');

    expect([once, lines.length]).toEqual([1, 2]);
  });

  it('are taken from all together or none at all', async () => {
    const { link, buckets } = await open();
    const both = (portal: string) => [charge('person', 1, 1, 3), charge(portal, 1, 1, 2)];
    const calls = await callsOf(link, 'evalsha');
    expect(await buckets.take(both('p1'))).toBeNull();
    expect(await buckets.take(both('p1'))).toBeNull();
    expect(await buckets.take(both('p1'))).toMatchObject({ key: 'p1' });
    expect(await callsOf(link, 'evalsha')).toBe(calls + 3);

    expect(await buckets.take(both('p2'))).toBeNull();
    expect(await buckets.take(both('p2'))).toMatchObject({ key: 'person' });
    expect(await buckets.take([charge('p2', 1, 1, 2)])).toBeNull();
  });

  it('lack no more after a change of the rate than what they hold by the new one', async () => {
    const { buckets } = await open();
    expect(await buckets.take([charge('a', 10, 1, 10)])).toBeNull();

    const wait = async () => (await buckets.take([charge('a', 1, 6_000)]))?.waitMs ?? 0;
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
    await buckets.take([charge('a', 1, 60, 20)]);
    const [key] = await link.client.keys('test:rate:*');
    await link.client.set(key ?? '', value());

    const shortage = await buckets.take([charge('a', 1, 60, 20)]);
    expect(shortage?.waitMs ?? 0).toBe(longest);
    expect(await link.client.pttl(key ?? '')).toBeLessThanOrEqual(20_001);
    expect(await link.client.pttl(key ?? '')).toBeGreaterThan(0);
  });
});

it.skipIf(redisServer === null)(
  'buckets behind a proxy that hides a cluster are shared all the same',
  async () => {
    // One server with all the slots answers as such proxies do: to a client that knows of no cluster, for keys of one slot.
    const server = await startRedis(redisServer ?? '', { args: ['--cluster-enabled', 'yes'] });
    const link = new RedisLink({
      url: server.url,
      prefix: 'test:',
      isCluster: false,
      commandMs: 5_000,
      silenceMs: 30_000,
      log: () => undefined,
    });
    try {
      await expect.poll(() => link.isReady).toBe(true);
      await link.client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
      await expect.poll(() => link.client.call('CLUSTER', 'INFO')).toContain('cluster_state:ok');
      const take = async (buckets: SharedBuckets, portal: string) =>
        (await buckets.take([charge('s:1', 1, 1, 2), charge(`p:${portal}`, 1, 1, 1)]))?.key ?? null;
      const [one, other] = [new SharedBuckets(link, noLocal), new SharedBuckets(link, noLocal)];

      expect([await take(one, 'a'), await take(other, 'a')]).toEqual([null, 'p:a']);
      // What was taken from the person for the moment comes back, the first time after the server has learnt the script.
      await expect.poll(() => take(other, 'b')).toBeNull();
      expect(await take(one, 'c')).toBe('s:1');
    } finally {
      link.close();
      await server.stop();
    }
  },
);

describe.skipIf(redisServer === null)('buckets in a Redis Cluster', () => {
  let cluster: TestRedisCluster;
  let link: RedisLink;
  beforeAll(async () => {
    cluster = await startRedisCluster(redisServer ?? '');
    const url = cluster.servers[0]?.url ?? '';
    link = new RedisLink({ url, prefix: 'test:', isCluster: true, commandMs: 5_000, log: () => undefined });
  });
  afterAll(async () => {
    link.close();
    await cluster.stop();
  });

  it('are one for each person, whatever the portal; who is refused by the portal is not charged', async () => {
    await expect.poll(() => link.isReady).toBe(true);
    const buckets = new SharedBuckets(link, noLocal);
    // By so many names, some of each pair lie on different servers.
    for (let n = 0; n < 20; n++) {
      const take = async (portal: string) =>
        (await buckets.take([charge(`s:${n}`, 1, 1, 3), charge(`p:${portal}${n}`, 1, 1, 1)]))?.key ?? null;
      expect(await take('a')).toBeNull();
      expect([await take('a'), await take('a'), await take('a')]).toEqual(Array(3).fill(`p:a${n}`));
      expect([await take('b'), await take('c')]).toEqual([null, null]);
      expect(await take('d')).toBe(`s:${n}`);
      expect(await buckets.take([charge(`p:d${n}`, 1, 1, 1)])).toBeNull();
    }
  });

  it('of one group are all counted, and all or none at that', async () => {
    await expect.poll(() => link.isReady).toBe(true);
    const buckets = new SharedBuckets(link, noLocal);
    const [all, portal] = [charge('d:43:all', 1, 1, 3), charge('d:43:p:a', 1, 1, 1)];
    const take = async (...charges: (typeof all)[]) =>
      (await buckets.take(charges.map((one) => ({ ...one, group: 'd:43' }))))?.key ?? null;

    expect([await take(all, portal), await take(all, portal)]).toEqual([null, 'd:43:p:a']);
    expect([await take(all), await take(all), await take(all)]).toEqual([null, null, 'd:43:all']);
  });
});
