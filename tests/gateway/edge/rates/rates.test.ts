import { afterEach, describe, expect, it } from 'vitest';
import { redisServer, withRedis } from '../../../support/withRedis.ts';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';
import { createTestIssuer } from '../support/testIssuer.ts';
import { world } from '../support/world.ts';
import { startPartitionedWorld } from './partitionedWorld.ts';

const issuer = await createTestIssuer();
const signedIn = {
  issuers: [
    { issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] }, scopes: ['clerk'] },
  ],
  contextSecret: Buffer.alloc(32, 1).toString('base64'),
};
const as = async (claims: Readonly<Record<string, unknown>>) => ({
  authorization: `Bearer ${await issuer.token(claims)}`,
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(settings: Readonly<Record<string, unknown>>): Promise<TestGateway> {
  const gateway = await startTestGateway(world, { ...signedIn, ...settings });
  closing.push(() => gateway.close());
  return gateway;
}

/** @returns statuses of so many requests, one after the other. */
async function statuses(
  gateway: TestGateway,
  times: number,
  headers: Record<string, string>,
  query = '{ me { id } }',
) {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await gateway.post({ query }, headers)).status);
  return found;
}

describe('a portal', () => {
  it('may ask for so much, by cost; another is not held up by it', async () => {
    const gateway = await start({
      rates: {
        portal: { perMinute: 1, burst: 12 },
        portals: { small: { perMinute: 1, burst: 2 }, shut: { perMinute: 0 } },
      },
    });
    const big = await as({ portal: 'big' });

    expect(await statuses(gateway, 1, big, '{ me { friends { id } } }')).toEqual([200]);
    expect(await statuses(gateway, 2, big)).toEqual([200, 429]);
    expect(await statuses(gateway, 3, await as({ portal: 'small' }))).toEqual([200, 200, 429]);
    expect(await statuses(gateway, 1, await as({ portal: 'shut' }))).toEqual([429]);
    expect(await statuses(gateway, 2, {}, '{ __typename }')).toEqual([200, 200]);

    const refused = await gateway.post({ query: '{ me { id } }' }, { ...big, 'accept-language': 'zh-CN' });
    expect(refused.headers.get('retry-after')).toMatch(/^(59|60)$/);
    expect(await refused.json()).toMatchObject({
      errors: [
        {
          message:
            '请求过于频繁,请稍后再试: The portal has asked for too much in a short time; wait for retryAfter seconds',
          extensions: { code: 'RATE_LIMITED', retryable: true, retryAfter: expect.toBeOneOf([59, 60]) },
        },
      ],
    });
    const stream = await gateway.post({ query: '{ me { id } }' }, { ...big, accept: 'text/event-stream' });
    expect(await stream.text()).toContain('RATE_LIMITED');
    const before = gateway.subgraphs['people']?.requests.length;
    await statuses(gateway, 5, big);
    expect(gateway.subgraphs['people']?.requests.length).toBe(before);
  });

  it('is not used up by one of its people, who harvests', async () => {
    const gateway = await start({
      rates: {
        portal: { perMinute: 1, burst: 20 },
        citizen: { perMinute: 1, burst: 3 },
        staff: { perMinute: 1, burst: 5 },
      },
    });

    expect(await statuses(gateway, 12, await as({ sub: 'harvester' }))).toEqual([
      200,
      200,
      200,
      ...Array(9).fill(429),
    ]);
    expect(await statuses(gateway, 6, await as({ sub: 'harvester', scope: 'clerk' }))).toEqual([
      ...Array(5).fill(200),
      429,
    ]);
    expect(await statuses(gateway, 7, await as({ sub: 'clerk', scope: 'clerk' }))).toEqual([
      ...Array(5).fill(200),
      429,
      429,
    ]);
    expect(await statuses(gateway, 3, await as({ sub: 'other' }))).toEqual([200, 200, 200]);
    expect(
      gateway.log().match(/a person of the portal \\"test-portal\\" goes on asking beyond their rate \(s:/g),
    ).toHaveLength(1);
    expect(gateway.log()).not.toContain('harvester');
  });
});

describe('a place', () => {
  const query = (first: number, second: number) => ({
    query: `{ here: records(jurisdiction: "430000", count: ${first}) { amount } there: records(jurisdiction: "440000", count: ${second}) { amount } }`,
  });

  it('is asked for so many records by each portal, and by all; others are asked as before', async () => {
    const { gateway, places, close } = await startPartitionedWorld({
      ...signedIn,
      rates: {
        place: { perMinute: 1, burst: 1_000 },
        places: { '43': { portal: { perMinute: 1, burst: 4 }, total: { perMinute: 1, burst: 6 } } },
      },
    });
    closing.push(close);
    const one = await as({ portal: 'one' });
    const ask = async (body: unknown, headers: Record<string, string>) => {
      const response = await gateway.post(body, headers);
      return { status: response.status, ...JSON.parse(await response.text()) };
    };
    expect(await ask(query(3, 5), one)).toEqual({
      status: 200,
      data: { here: Array(3).fill({ amount: 7 }), there: Array(5).fill({ amount: 7 }) },
    });

    const calls = places[43].requests.length;
    const { status, data, errors } = await ask(query(2, 5), one);
    expect({ status, data }).toEqual({
      status: 200,
      data: { here: Array(2).fill({ amount: null }), there: Array(5).fill({ amount: 7 }) },
    });
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({
      path: ['here', 0],
      extensions: {
        code: 'RATE_LIMITED',
        jurisdiction: '430000',
        retryable: true,
        retryAfter: 60,
        fields: ['amount'],
      },
    });
    expect(places[43].requests.length).toBe(calls);

    const two = await as({ portal: 'two' });
    expect((await ask(query(3, 0), two)).errors).toBeUndefined();
    expect((await ask(query(1, 0), two)).errors).toHaveLength(1);
  });
});

describe.skipIf(redisServer === null)('with Redis', () => {
  const redis = withRedis();

  it('a person has one budget at all portals', async () => {
    const gateway = await start({
      redis: { url: redis.server().url, commandMs: 500, prefix: 'person:' },
      rates: { citizen: { perMinute: 1, burst: 4 }, portal: { perMinute: 1_000 }, gateways: 4 },
    });
    // Its doors are open once Redis is there: by itself it would let one request through.
    expect(await statuses(gateway, 3, await as({ sub: 'mover', portal: 'one' }))).toEqual([200, 200, 200]);
    expect(await statuses(gateway, 2, await as({ sub: 'mover', portal: 'two' }))).toEqual([200, 429]);
  });

  it('gateways count together; hanging or away it stops nobody, and each counts its share', async () => {
    const settings = {
      // A busy machine must not pass for a server that hangs.
      redis: { url: redis.server().url, commandMs: 500 },
      rates: { portal: { perMinute: 1, burst: 6 }, citizen: { perMinute: 1, burst: 100 }, gateways: 2 },
    };
    const [left, right] = await Promise.all([start(settings), start(settings)]);
    const people = await as({ portal: 'shared' });
    const isShared = async (gateway: TestGateway) => {
      // Not ready yet, it counts by itself; who asks once too often is told so only by the shared bucket.
      const headers = await as({ portal: `ready-${Math.random()}` });
      return (await statuses(gateway, 4, headers)).every((status) => status === 200);
    };
    await expect.poll(() => isShared(left)).toBe(true);
    await expect.poll(() => isShared(right)).toBe(true);

    const both = [...(await statuses(left, 4, people)), ...(await statuses(right, 4, people))];
    expect(both).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);

    redis.server().signal('SIGSTOP');
    const startedAt = performance.now();
    expect(await statuses(left, 5, await as({ portal: 'hanging' }))).toEqual([200, 200, 200, 429, 429]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    redis.server().signal('SIGCONT');

    await redis.server().stop();
    expect(await statuses(right, 5, await as({ portal: 'away' }))).toEqual([200, 200, 200, 429, 429]);
    expect(await statuses(right, 2, people)).toEqual([200, 200]);
  });
});
