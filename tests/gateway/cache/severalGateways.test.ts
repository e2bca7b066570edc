import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startRedis } from '../../support/startRedis.ts';
import { startSwallowingProxy } from '../../support/startSwallowingProxy.ts';
import { redisServer, withRedis } from '../../support/withRedis.ts';
import { startTestGateway } from '../edge/support/startTestGateway.ts';

describe.skipIf(redisServer === null)('gateways of one alliance', () => {
  const redis = withRedis();
  const closing: (() => Promise<unknown> | unknown)[] = [];
  let opened = 0;
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** What is sold, and for how much: a matter of two subgraphs, whose second one may be kept. */
  function shopOf(prices: Map<string, number>): Readonly<Record<string, TestSubgraph>> {
    return {
      shop: {
        sdl: `${federationLink}
          type Query { product(id: ID!): Product }  type Mutation { reprice(id: ID!, to: Int!): Product }
          type Product @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { product: (_: unknown, { id }: { id: string }) => ({ id }) },
          Mutation: {
            reprice: (_: unknown, { id, to }: { id: string; to: number }) => {
              prices.set(id, to);
              return { id };
            },
          },
        },
      },
      prices: {
        sdl: `${federationLink} type Product @key(fields: "id") { id: ID! price: Int }`,
        resolvers: {
          Product: {
            __resolveReference: ({ id }: { id: string }) => ({ id, price: prices.get(id) }),
          },
        },
        intercept: (_, response) => {
          response.setHeader('cache-control', 'public, max-age=600');
        },
      },
    };
  }

  async function open(
    prices: Map<string, number>,
    { url, store = 'memory', secret = 1 }: { url: string; store?: string; secret?: number },
  ) {
    const gateway = await startTestGateway(shopOf(prices), {
      redis: { url, prefix: `several${opened}:`, commandMs: 1_000 },
      cache: {
        subgraphs: { prices: { scope: 'public' } },
        secret: Buffer.alloc(32, secret).toString('base64'),
        store,
        timeoutMs: 1_000,
      },
    });
    closing.push(gateway.close);
    const ask = async (query: string) => {
      const before = gateway.subgraphs['prices']?.requests.length ?? 0;
      const { data } = (await (await gateway.post({ query })).json()) as {
        data: { product: { price: number } };
      };
      const isAsked = (gateway.subgraphs['prices']?.requests.length ?? 0) > before;
      return [data.product.price, isAsked ? 'asked' : 'kept'];
    };
    return {
      price: (id: string) => ask(`{ product(id: "${id}") { price } }`),
      reprice: (id: string, to: number) =>
        gateway.post({ query: `mutation { reprice(id: "${id}", to: ${to}) { id } }` }),
      untold: async () =>
        Number(
          /outcome="untold"\} (\d+)/.exec(await (await fetch(`${gateway.adminUrl}/metrics`)).text())?.[1] ??
            0,
        ),
      log: gateway.log,
    };
  }

  /** What is kept in memory before that is lost by it. */
  async function listening(url: string, gateways: number): Promise<void> {
    const client = new Redis(url);
    const channel = `several${opened}:cache:changed`;
    await expect
      .poll(() => client.pubsub('NUMSUB', channel), { timeout: 10_000 })
      .toEqual([channel, gateways])
      .finally(() => client.disconnect());
  }

  it.each([
    ['in memory', { store: 'memory', secret: 1 }],
    ['in Redis', { store: 'redis', secret: 1 }],
    // As while a secret is changed in one after the other.
    ['in Redis under another secret', { store: 'redis', secret: 2 }],
  ])('hear of each other what has changed: a cache %s', async (_, settings) => {
    opened += 1;
    const prices = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    const { url } = redis.server();
    const one = await open(prices, { url, store: settings.store });
    const other = await open(prices, { url, ...settings });
    await listening(url, 2);
    await expect.poll(() => one.price('a')).toEqual([1, 'kept']);
    await expect.poll(() => other.price('a')).toEqual([1, 'kept']);
    await expect.poll(() => other.price('b')).toEqual([2, 'kept']);

    await one.reprice('a', 10);

    await expect.poll(() => other.price('a')).toEqual([10, 'kept']);
    expect(await one.price('a')).toEqual([10, expect.anything()]);
    expect(await other.price('b')).toEqual([2, 'kept']);
    expect(await one.untold()).toBe(0);
  });

  it('hear later what could not be told, and keep nothing of a time in which they heard nothing', async () => {
    opened += 1;
    const server = await startRedis(redisServer ?? '');
    closing.push(server.stop);
    const proxy = await startSwallowingProxy(server.port);
    closing.push(proxy.close);
    const prices = new Map([['a', 1]]);
    const one = await open(prices, { url: proxy.url });
    const other = await open(prices, { url: server.url });
    await listening(server.url, 2);
    await expect.poll(() => other.price('a')).toEqual([1, 'kept']);

    proxy.swallow(true);
    await one.reprice('a', 10);
    expect([await other.price('a'), await one.untold()]).toEqual([[1, 'kept'], 1]);
    proxy.swallow(false);
    await expect.poll(() => other.price('a'), { timeout: 10_000 }).toEqual([10, 'kept']);

    await server.stop();
    prices.set('a', 100);
    expect(await other.price('a')).toEqual([10, 'kept']);
    const next = await startRedis(redisServer ?? '', { port: server.port });
    closing.push(next.stop);
    await expect.poll(() => other.price('a'), { timeout: 10_000 }).toEqual([100, 'kept']);
  });

  it('keep nothing of a time in which the network told them nothing, and closed no connection either', async () => {
    opened += 1;
    const proxy = await startSwallowingProxy(redis.server().port);
    closing.push(proxy.close);
    const prices = new Map([['a', 1]]);
    const one = await open(prices, { url: redis.server().url });
    const other = await open(prices, { url: proxy.url });
    await listening(redis.server().url, 2);
    await expect.poll(() => other.price('a')).toEqual([1, 'kept']);

    proxy.swallow(true);
    await one.reprice('a', 10);
    expect(await other.price('a')).toEqual([1, 'kept']);

    await listening(redis.server().url, 1);
    proxy.swallow(false);
    proxy.cut();
    await expect.poll(() => other.price('a'), { timeout: 10_000 }).toEqual([10, 'kept']);
  });
});
