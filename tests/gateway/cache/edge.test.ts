import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { pricedProducts } from './support/pricedProducts.ts';

let isAway = false;
const definitions = {
  ...pricedProducts,
  prices: {
    sdl: '',
    ...pricedProducts['prices'],
    intercept: (_: unknown, response: ServerResponse) => {
      response.setHeader('cache-control', 'public, max-age=1, stale-if-error=600');
      if (isAway) response.writeHead(503).end();
    },
  },
};
const priceOf = (id: string) => ({ query: `{ product(id: "${id}") { price } }` });

describe('a gateway with an entity cache', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(definitions, {
      cache: {
        subgraphs: {
          prices: { scope: 'public', types: ['Product', 'Produkt'] },
          nowhere: { scope: 'private' },
        },
      },
    });
    expect(gateway.log()).toContain('the supergraph has no subgraph nowhere, which the configuration names');
    expect(gateway.log()).toContain('the supergraph has no type Produkt, which the cache is to keep');
    expect(gateway.log()).not.toContain('no type Product,');
  });
  afterAll(() => gateway.close());
  const asked = () => gateway.subgraphs['prices']?.requests.length ?? 0;
  const tell = (body: unknown, init: RequestInit = {}) =>
    fetch(`${gateway.adminUrl}/cache/invalidate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });

  it('tells in the answer, over HTTP and SSE, what of it is stale, and counts', async () => {
    await gateway.post(priceOf('secret-id'));
    isAway = true;
    await expect
      .poll(async () => (await gateway.post(priceOf('secret-id'))).json())
      .toEqual({
        data: { product: { price: 9 } },
        extensions: {
          cache: [
            {
              service: 'prices',
              jurisdiction: null,
              stale: true,
              reason: 'JURISDICTION_UNAVAILABLE',
              ageSeconds: expect.any(Number),
              entities: 1,
            },
          ],
        },
      });
    const events = await gateway.post(priceOf('secret-id'), { accept: 'text/event-stream' });
    expect(await events.text()).toContain('"extensions":{"cache":[{"service":"prices"');
    isAway = false;

    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    const counted = metrics.split('\n').filter((line) => /^tongban_cache_/.test(line));
    expect(counted.map((line) => line.replace(/ \d+$/, ''))).toEqual(
      expect.arrayContaining([
        'tongban_cache_lookups_total{service="prices",outcome="miss"}',
        'tongban_cache_stores_total{service="prices",outcome="kept"}',
        'tongban_cache_stale_answers_total{service="prices",reason="JURISDICTION_UNAVAILABLE"}',
        'tongban_cache_entries',
        'tongban_cache_bytes',
      ]),
    );
    expect(metrics + gateway.log()).not.toContain('secret-id');
  });

  it('is told at the admin port what has changed', async () => {
    await gateway.post(priceOf('a'));
    const before = asked();
    const answer = await tell({ entities: [{ typename: 'Product', key: { id: 'a' } }] });
    await gateway.post(priceOf('a'));

    expect(answer.status).toBe(204);
    expect(asked()).toBe(before + 1);
    expect((await gateway.get('/cache/invalidate', { method: 'POST' })).status).toBe(404);
  });

  it.each([
    ['no JSON', 400, 'The body is not JSON'],
    [{ entities: [] }, 400, 'entities'],
    [{ entities: [{ typename: 'Product', key: { id: {} } }] }, 400, 'entities.0.key.id: must be text'],
    [{ entities: [{ typename: 'not a name' }] }, 400, 'entities.0.typename: must be a name'],
    [{ entities: [{ typename: 'Produkt' }] }, 400, 'entities.0.typename: the supergraph has no type Produkt'],
    [
      {
        entities: [
          { typename: 'Product', key: { id: 'a' } },
          { typename: 'Product', key: { ean: 'a' } },
        ],
      },
      400,
      'entities.1.key.ean: no key of Product has this field, only id',
    ],
  ])('refuses to be told %j', async (body, status, reason) => {
    const answer = await tell(body);

    expect(answer.status).toBe(status);
    expect(JSON.stringify(await answer.json())).toContain(reason);
  });

  it('drops what it can of what it refuses for the rest', async () => {
    await gateway.post(priceOf('a'));
    const before = asked();
    const entities = [{ typename: 'Produkt' }, { typename: 'Product', key: { id: 'a' } }];
    const answer = await tell({ entities });
    await gateway.post(priceOf('a'));

    expect(answer.status).toBe(400);
    expect(asked()).toBe(before + 1);
  });

  it('refuses what no one who means it would send', async () => {
    const body = JSON.stringify({ entities: [{ typename: 'Product' }] });
    const form = await tell(body, { headers: { 'content-type': 'text/plain' } });
    const read = await fetch(`${gateway.adminUrl}/cache/invalidate`);

    expect([form.status, read.status, read.headers.get('allow')]).toEqual([415, 405, 'POST']);
  });
});

describe('a gateway without one', () => {
  it('neither counts nor listens, and says what a cache in Redis lacks', async () => {
    const gateway = await startTestGateway(definitions);
    const answers = await Promise.all(
      ['/metrics', '/cache/invalidate'].map((path) => fetch(`${gateway.adminUrl}${path}`)),
    );
    expect(await answers[0]?.text()).not.toContain('tongban_cache');
    expect(answers[1]?.status).toBe(404);
    await gateway.close();

    const subgraphs = { prices: { scope: 'public' } };
    await expect(startTestGateway(definitions, { cache: { subgraphs, store: 'redis' } })).rejects.toThrow(
      'cache.store is redis, and no Redis is given',
    );
    const redis = { url: 'redis://127.0.0.1:1' };
    await expect(startTestGateway(definitions, { cache: { subgraphs }, redis })).rejects.toThrow(
      'needs contextSecret or cache.secret',
    );
    await expect(startTestGateway(definitions, { cache: { subgraphs: { prices: {} } } })).rejects.toThrow(
      'cache.subgraphs.prices.scope: must be public or private',
    );
  });
});
