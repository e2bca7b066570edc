import { describe, expect, it } from 'vitest';
import { callerOf, withCachedShop } from './support/withCachedShop.ts';

const openShop = withCachedShop();
const PRICES = 'query ($ids: [ID!]!) { products(ids: $ids) { id price } }';

describe('entities that have changed', () => {
  it('are asked for again once somebody says so: one, or all of their type', async () => {
    const shop = await openShop();
    const ask = (...ids: string[]) => shop.run(PRICES, { ids });
    await ask('a', 'b', 'c');
    shop.takeAsked();

    expect(await shop.cache.invalidate([{ typename: 'Product', key: { id: 'b' } }], 'admin')).toBe(true);
    await ask('a', 'b', 'c');
    await shop.cache.invalidate([{ typename: 'Voucher', key: {} }], 'admin');
    await ask('a', 'b', 'c');
    await shop.cache.invalidate([{ typename: 'Product', key: {} }], 'channel');
    await ask('a', 'b', 'c');

    expect(shop.takeAsked()).toEqual([['b'], ['a', 'b', 'c']]);
    expect(shop.counts.take()).toMatchObject({ 'admin done': 2, 'channel done': 1 });
  });

  it('are not kept as they were, when that was on its way already', async () => {
    const shop = await openShop();
    const ask = () => shop.run(PRICES, { ids: ['a'] });
    let goOn = () => {};
    shop.prices.before = () => new Promise((resolve) => (goOn = resolve));
    const before = ask();
    await expect.poll(() => shop.takeAsked()).toEqual([['a']]);

    await shop.cache.invalidate([{ typename: 'Product', key: { id: 'a' } }], 'admin');
    goOn();
    expect((await before).data).toEqual({ products: [{ id: 'a', price: 1 }] });
    shop.prices.before = () => undefined;
    shop.prices.values = { a: 10 };

    expect((await ask()).data).toEqual({ products: [{ id: 'a', price: 10 }] });
    expect((await ask()).data).toEqual({ products: [{ id: 'a', price: 10 }] });
    expect(shop.takeAsked()).toEqual([['a']]);
  });

  it('are not replaced by how they were, when that comes last', async () => {
    const shop = await openShop();
    const ask = async () => (await shop.run(PRICES, { ids: ['a'] })).data;
    let goOn = () => {};
    shop.prices.after = () => new Promise((resolve) => (goOn = resolve));
    const before = ask();
    await expect.poll(() => shop.takeAsked()).toEqual([['a']]);
    shop.prices.after = () => undefined;
    shop.prices.values = { a: 10 };
    await shop.cache.invalidate([{ typename: 'Product', key: { id: 'a' } }], 'admin');
    expect(await ask()).toEqual({ products: [{ id: 'a', price: 10 }] });
    goOn();

    expect(await before).toEqual({ products: [{ id: 'a', price: 1 }] });
    expect(await ask()).toEqual({ products: [{ id: 'a', price: 10 }] });
  });

  it.each([
    ['mutation { rename(id: "a", name: "n") { id } }', []],
    ['mutation { other: rename(id: "a", name: "n") { ...of } } fragment of on Product { key: id name }', []],
    ['mutation { renameThing(id: "a") { __typename ... on Product { id } } }', []],
    ['mutation { renameThing(id: "a") { ...of } } fragment of on Thing { __typename id }', []],
    ['mutation { renameThing(id: "a") { ... on Product { __typename id } } }', []],
    ['mutation { renameThing(id: "a") { __typename @skip(if: true) type: __typename id } }', []],
    ['mutation { renameThing(id: "a") { id } }', []],
    ['mutation { renameSome(ids: ["a", "c"]) { id } }', []],
    ['mutation { rename(id: "a", name: "n") { id price } }', [['a']]],
  ])(
    'are found in the answer of a mutation, which itself reads what is true now: %s',
    async (mutation, own) => {
      const shop = await openShop();
      const ask = (...ids: string[]) => shop.run(PRICES, { ids });
      await ask('a', 'b');
      shop.takeAsked();

      expect((await shop.run(mutation)).errors).toBeUndefined();
      await ask('a', 'b');

      expect(shop.takeAsked()).toEqual([...own, ['a']]);
    },
  );

  it.each([
    ['JURISDICTION_TIMEOUT', ['u-1']],
    ['INTERNAL_SERVER_ERROR', ['u-1']],
    ['BAD_USER_INPUT', []],
    ['NOT_FOUND', []],
  ])(
    'may be any that were kept for a person, after a mutation of that person that ends with %s',
    async (code, dropped) => {
      const shop = await openShop({ subgraph: { scope: 'private' } });
      shop.prices.cacheControl = 'private, max-age=60';
      const callers = [callerOf(), callerOf({ portal: 'portal-2' }), callerOf({ subject: 'u-2' })];
      const askAll = async () => {
        for (const caller of callers) await shop.run(PRICES, { ids: ['a'] }, { caller });
      };
      await askAll();
      shop.takeAsked();
      shop.counts.take();

      const { errors } = await shop.run(
        `mutation { renameAll(code: "${code}") { id } }`,
        {},
        { caller: callerOf() },
      );
      expect(errors).toMatchObject([{ extensions: { code } }]);
      await askAll();

      const again = callers.filter(({ subject }) => dropped.includes(subject));
      expect(shop.takeAsked()).toHaveLength(again.length);
      expect(shop.counts.take()).toMatchObject({ hit: callers.length - again.length });
    },
  );

  it.each([
    ['mutation { rename(id: "a", name: "n") { id strict } }', 0],
    [
      'mutation { rename(id: "a", name: "n") { id } renameAll(code: "FORBIDDEN") { strict } strictly { id } }',
      0,
    ],
    ['mutation { strictly { id } }', 1],
  ])(
    'may be any that were kept for a person, after an answer that an error took along: %s',
    async (mutation, hits) => {
      const shop = await openShop({ subgraph: { scope: 'private' } });
      shop.prices.cacheControl = 'private, max-age=60';
      const caller = callerOf();
      await shop.run(PRICES, { ids: ['a'] }, { caller });
      shop.counts.take();

      const { errors = [] } = await shop.run(mutation, {}, { caller });
      expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['FORBIDDEN']));
      await shop.run(PRICES, { ids: ['a'] }, { caller });

      expect(shop.counts.take()['hit'] ?? 0).toBe(hits);
    },
  );
});
