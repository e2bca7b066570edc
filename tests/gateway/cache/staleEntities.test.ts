import { describe, expect, it } from 'vitest';
import { withCachedShop } from './support/withCachedShop.ts';

const openShop = withCachedShop();
const PRICES = 'query ($ids: [ID!]!) { products(ids: $ids) { id price } }';
const note = (reason: string, ageSeconds: number, entities = 1) => ({
  cache: [{ service: 'prices', jurisdiction: null, stale: true, reason, ageSeconds, entities }],
});

describe('entities that are not fresh any more', () => {
  it('are answered with their age while they are asked for anew, once at a time', async () => {
    const shop = await openShop();
    shop.prices.cacheControl = 'public, max-age=60, stale-while-revalidate=30';
    const ask = (...ids: string[]) => shop.run(PRICES, { ids });
    await ask('a', 'b');
    shop.takeAsked();
    let goOn = () => {};
    shop.prices.before = () => new Promise((resolve) => (goOn = resolve));
    shop.prices.values = { a: 10, b: 20 };
    shop.pass(70);

    const answers = [await ask('a', 'b'), await ask('a'), await ask('b')];

    expect(answers.map(({ extensions }) => extensions)).toEqual([
      note('REVALIDATING', 70, 2),
      note('REVALIDATING', 70),
      note('REVALIDATING', 70),
    ]);
    expect(answers[0]?.data).toEqual({
      products: [
        { id: 'a', price: 1 },
        { id: 'b', price: 2 },
      ],
    });
    await expect.poll(() => shop.takeAsked()).toEqual([['a', 'b']]);
    shop.prices.before = () => undefined;
    goOn();
    await expect
      .poll(async () => ask('a', 'b'))
      .toEqual({
        data: {
          products: [
            { id: 'a', price: 10 },
            { id: 'b', price: 20 },
          ],
        },
      });
    expect(shop.takeAsked()).toEqual([]);

    shop.pass(91);
    expect(await ask('a')).toEqual({ data: { products: [{ id: 'a', price: 10 }] } });
    expect(shop.takeAsked()).toEqual([['a']]);
  });

  it('are asked for anew again when that took too long', async () => {
    const shop = await openShop({}, { refreshMs: 30 });
    shop.prices.cacheControl = 'public, max-age=60, stale-while-revalidate=30';
    const ask = () => shop.run(PRICES, { ids: ['a'] });
    await ask();
    shop.takeAsked();
    shop.prices.before = () => new Promise(() => undefined);
    shop.pass(70);
    await ask();

    await expect.poll(async () => [await ask(), shop.takeAsked().length > 0][1]).toBe(true);
    await expect.poll(async () => [await ask(), shop.takeAsked().length > 0][1]).toBe(true);
  });

  it('are not refreshed beyond the number allowed, and not any more when the gateway stops', async () => {
    const shop = await openShop({ refreshes: 1 });
    shop.prices.cacheControl = 'public, max-age=60, stale-while-revalidate=30';
    const ask = (id: string) => shop.run(PRICES, { ids: [id] });
    for (const id of ['a', 'b', 'c']) await ask(id);
    shop.takeAsked();
    let goOn = () => {};
    shop.prices.before = () => new Promise((resolve) => (goOn = resolve));
    shop.pass(70);

    for (const id of ['a', 'b']) await ask(id);
    await expect.poll(() => shop.takeAsked()).toEqual([['a']]);
    shop.prices.before = () => undefined;
    goOn();
    await expect.poll(async () => (await ask('a')).extensions).toBeUndefined();
    shop.takeAsked();
    shop.cache.close();

    expect((await ask('c')).extensions).toEqual(note('REVALIDATING', 70));
    expect(shop.takeAsked()).toEqual([]);
  });

  it.each(['JURISDICTION_UNAVAILABLE', 'JURISDICTION_TIMEOUT', 'JURISDICTION_BUSY'])(
    'are answered with their age when their subgraph fails with %s, for as long as it allowed',
    async (code) => {
      const shop = await openShop();
      shop.prices.cacheControl = 'public, max-age=60, stale-if-error=100';
      const ask = (...ids: string[]) => shop.run(PRICES, { ids });
      await ask('a');
      shop.prices.away = code;
      shop.pass(100);

      const { data, errors, extensions } = await ask('a', 'b');
      shop.pass(61);
      const late = await ask('a');

      expect(data).toEqual({
        products: [
          { id: 'a', price: 1 },
          { id: 'b', price: null },
        ],
      });
      expect(errors?.map(({ path, extensions: { code } = {} }) => ({ path, code }))).toEqual([
        { path: ['products', 1], code },
      ]);
      expect(extensions).toEqual(note(code, 100));
      expect({ data: late.data, extensions: late.extensions }).toEqual({
        data: { products: [{ id: 'a', price: null }] },
        extensions: undefined,
      });
      expect(shop.counts.take()).toEqual({ miss: 4, kept: 1, [code]: 1 });
    },
  );

  it('are not answered on any other failure, nor longer than the configuration allows', async () => {
    const shop = await openShop({ subgraph: { scope: 'public', staleSeconds: 10, maxAgeSeconds: 30 } });
    shop.prices.cacheControl = 'public, max-age=60, stale-if-error=100, stale-while-revalidate=100';
    const price = async () => {
      const { data, extensions } = await shop.run(PRICES, { ids: ['a'] });
      return [JSON.stringify(data), extensions];
    };
    const known = '{"products":[{"id":"a","price":1}]}';
    const nothing = '{"products":[{"id":"a","price":null}]}';
    await price();
    shop.prices.away = 'JURISDICTION_UNAVAILABLE';
    shop.pass(39);
    expect(await price()).toEqual([known, note('REVALIDATING', 39)]);
    shop.pass(2);
    expect(await price()).toEqual([nothing, undefined]);

    shop.prices.away = undefined;
    shop.prices.cacheControl = 'public, max-age=20, stale-if-error=100';
    await price();
    shop.prices.away = 'JURISDICTION_REJECTED';
    shop.pass(25);
    expect(await price()).toEqual([nothing, undefined]);
  });

  it('are dropped when their subgraph allows nothing any more, and when the clock was wrong', async () => {
    const shop = await openShop();
    shop.prices.cacheControl = 'public, max-age=60, stale-if-error=100';
    const ask = () => shop.run(PRICES, { ids: ['a'] });
    await ask();
    shop.pass(70);
    shop.prices.cacheControl = 'no-store';
    await ask();
    shop.prices.away = 'JURISDICTION_UNAVAILABLE';
    expect((await ask()).data).toEqual({ products: [{ id: 'a', price: null }] });

    shop.prices.away = undefined;
    shop.prices.cacheControl = 'public, max-age=60';
    await ask();
    shop.takeAsked();
    shop.pass(-3_600);
    await ask();
    expect(shop.takeAsked()).toEqual([['a']]);
  });
});
