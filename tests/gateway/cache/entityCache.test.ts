import { describe, expect, it } from 'vitest';
import { callerOf, withCachedShop } from './support/withCachedShop.ts';

const openShop = withCachedShop();
const PRICES = 'query ($ids: [ID!]!) { products(ids: $ids) { id price } }';

describe('entities that were asked for before', () => {
  it('are not asked for again while they are fresh; of others only they are, all in their order', async () => {
    const shop = await openShop();
    const ask = async (...ids: string[]) => (await shop.run(PRICES, { ids })).data;

    const first = await ask('b', 'a');
    const second = await ask('c', 'a', 'd', 'b', 'c');

    expect(first).toEqual({
      products: [
        { id: 'b', price: 2 },
        { id: 'a', price: 1 },
      ],
    });
    expect(second).toEqual({
      products: [
        { id: 'c', price: 3 },
        { id: 'a', price: 1 },
        { id: 'd', price: null },
        { id: 'b', price: 2 },
        { id: 'c', price: 3 },
      ],
    });
    expect(shop.takeAsked()).toEqual([
      ['b', 'a'],
      ['c', 'd'],
    ]);
    shop.prices.values = { a: 10, b: 20 };
    shop.pass(59);
    expect(await ask('a')).toEqual({ products: [{ id: 'a', price: 1 }] });
    shop.pass(2);
    expect(await ask('a')).toEqual({ products: [{ id: 'a', price: 10 }] });
    expect(shop.takeAsked()).toEqual([['a']]);
    expect(shop.counts.take()).toEqual({ miss: 5, hit: 3, kept: 5 });
  });

  it('are kept as long as their subgraph allows, however long ago the first of their type was asked for', async () => {
    const days = (count: number) => count * 86_400;
    const shop = await openShop({ subgraph: { maxAgeSeconds: days(2) } });
    shop.prices.cacheControl = `public, max-age=${days(2)}`;
    const ask = async (...ids: string[]) => (await shop.run(PRICES, { ids })).data;
    await ask('a');
    shop.pass(days(8));
    await ask('a', 'b');
    shop.pass(days(1.5));
    shop.takeAsked();

    expect(await ask('a', 'b')).toEqual({
      products: [
        { id: 'a', price: 1 },
        { id: 'b', price: 2 },
      ],
    });
    expect(shop.takeAsked()).toEqual([]);
  });

  it('are one answer for one selection with its variables, whatever else is asked and however it is named', async () => {
    const shop = await openShop();
    const ask = (query: string, variables = {}) => shop.run(query, { ids: ['a', 'v1'], ...variables });
    const things = (fields: string, declared = '') =>
      `query Q($ids: [ID!]!${declared}) { things(ids: $ids) { __typename ${fields} } }`;

    await ask(things('... on Product { price } ... on Voucher { worth }'));
    const { data } = await ask(
      things('... on Product { price } ... on Voucher { w: worth }').replace('Q', 'Other'),
    );
    await ask(things('... on Product { p: price }'));
    const long = '... on Product { label(in: "fen", short: $short) }';
    await ask(things(long, ', $short: Boolean'));
    await ask(things(long, ', $short: Boolean'), { short: true });
    const again = await ask(things(long, ', $short: Boolean'), { short: true });

    expect(data).toEqual({
      things: [
        { __typename: 'Product', price: 1 },
        { __typename: 'Voucher', w: 5 },
      ],
    });
    expect(again.data).toEqual({
      things: [{ __typename: 'Product', label: '1 f' }, { __typename: 'Voucher' }],
    });
    expect(shop.takeAsked()).toEqual([['a', 'v1'], ['v1'], ['a'], ['a'], ['a']]);
  });

  it.each([undefined, 'private, max-age=60', 'public, max-age=60, no-store', 'public'])(
    'are asked for again where their subgraph says %s and only public answers are kept',
    async (cacheControl) => {
      const shop = await openShop();
      shop.prices.cacheControl = cacheControl;

      await shop.run(PRICES, { ids: ['a'] });
      await shop.run(PRICES, { ids: ['a'] });

      expect(shop.takeAsked()).toEqual([['a'], ['a']]);
      expect(shop.counts.take()).toEqual({ miss: 2, 'not-allowed': 2 });
    },
  );

  it('are asked for again when anything in them was an error, or they were not there and nobody said for how long', async () => {
    const shop = await openShop();
    const ask = async (...ids: string[]) => shop.run(PRICES, { ids });
    shop.prices.broken = ['a'];
    shop.prices.values = { a: 1, b: null };
    await ask('a', 'b');
    shop.prices.isVague = true;
    await ask('a', 'c');
    shop.prices.isVague = false;
    shop.prices.broken = [];
    await ask('c');
    shop.prices.cacheControl = 'public, max-age=60, absent-max-age=10';
    const { data, errors } = await ask('a', 'b');
    await ask('a', 'b');
    shop.pass(11);
    await ask('a', 'b');

    expect({ data, errors }).toEqual({
      data: {
        products: [
          { id: 'a', price: 1 },
          { id: 'b', price: null },
        ],
      },
    });
    expect(shop.takeAsked()).toEqual([['a', 'b'], ['a', 'c'], ['c'], ['a', 'b'], ['b']]);
  });

  it.each([{ vaguePath: undefined }, { vaguePath: ['_entities'] }, { vaguePath: ['products'] }])(
    'are not kept beside an error that may be about any of them: $vaguePath',
    async ({ vaguePath }) => {
      const shop = await openShop();
      shop.prices.cacheControl = 'public, max-age=60, absent-max-age=60';
      shop.prices.values = { a: null, b: null };
      Object.assign(shop.prices, { isVague: true, vaguePath });
      await shop.run(PRICES, { ids: ['a', 'b'] });
      Object.assign(shop.prices, { isVague: false, values: { a: 1, b: 2 } });

      expect((await shop.run(PRICES, { ids: ['a', 'b'] })).data).toEqual({
        products: [
          { id: 'a', price: 1 },
          { id: 'b', price: 2 },
        ],
      });
    },
  );

  it('are asked for again where they are too large, of another type, or another supergraph', async () => {
    const shop = await openShop({ entryBytes: 256, subgraph: { scope: 'public', types: ['Product'] } });
    const long = `{ things(ids: ["a", "v1"]) { ... on Product { label(in: "${'x'.repeat(300)}") } ... on Voucher { worth } } }`;
    await shop.run(long);
    await shop.run(long);
    expect(shop.takeAsked()).toEqual([
      ['a', 'v1'],
      ['a', 'v1'],
    ]);
    expect(shop.counts.take()).toEqual({ bypass: 2, miss: 2, 'too-large': 2 });

    await shop.run(PRICES, { ids: ['a'] });
    shop.gateway.update(`${shop.supergraphSdl}\n# another text`);
    await shop.run(PRICES, { ids: ['a'] });
    expect(shop.takeAsked()).toEqual([['a'], ['a']]);
  });
});

describe('private entities', () => {
  it('are kept for one person, portal, purpose and set of scopes; for nobody else, and never for nobody', async () => {
    const shop = await openShop({ subgraph: { scope: 'private' } });
    shop.prices.cacheControl = 'private, max-age=60';
    const ask = (caller: ReturnType<typeof callerOf> | null) => shop.run(PRICES, { ids: ['a'] }, { caller });
    const others = [
      callerOf({ subject: 'u-2' }),
      callerOf({ portal: 'portal-2' }),
      callerOf({ purpose: 'item-7' }),
      callerOf({ issuer: 'https://other.example' }),
      callerOf({ scopes: ['read'] }),
      null,
    ];
    await ask(callerOf());
    for (const other of others) await ask(other);
    expect(shop.takeAsked()).toHaveLength(7);

    await ask(callerOf({ scopes: ['write', 'read'] }));
    await ask(null);

    expect(shop.takeAsked()).toEqual([['a']]);
    expect(shop.counts.take()).toEqual({ miss: 6, kept: 6, hit: 1, bypass: 2 });
  });
});
