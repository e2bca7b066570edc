import { afterEach, describe, expect, it } from 'vitest';
import { expectLikeReference } from '../../support/expectLikeReference.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const byId =
  <T>(rows: Readonly<Record<string, T>>) =>
  ({ id }: { id: string }) =>
    rows[id] ?? null;

describe('entity calls', () => {
  it('asks another subgraph by key and writes fields in the order of the operation', async () => {
    federation = await startTestFederation({
      people: {
        sdl: `${federationLink} type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query: { me: () => ({ id: 'p1', name: 'Ada' }) } },
      },
      funds: {
        sdl: `${federationLink} type Person @key(fields: "id") { id: ID! balance: Int }`,
        resolvers: { Person: { __resolveReference: byId({ p1: { id: 'p1', balance: 7 } }) } },
      },
    });

    await expectLikeReference(federation, '{ me { balance n: name __typename } }', {
      me: { balance: 7, n: 'Ada', __typename: 'Person' },
    });
  });

  it('asks no more and answers no other bytes in the fast lane, which every test here is asked in too', async () => {
    federation = await startTestFederation({
      people: {
        sdl: `${federationLink} type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query: { me: () => ({ id: 'p1', name: '张三' }) } },
      },
      funds: {
        sdl: `${federationLink} type Person @key(fields: "id") { id: ID! balance: Int }`,
        resolvers: { Person: { __resolveReference: byId({ p1: { id: 'p1', balance: 7 } }) } },
      },
    });

    await federation.run('{ me { name balance } }');

    expect(federation.lane?.counts).toEqual(new Map([['fast', 1]]));
    expect(federation.subgraphs['funds']?.requests.length).toBe(1);
  });

  it('goes by way of a second subgraph when keys differ, and asks each entity once', async () => {
    federation = await startTestFederation({
      orders: {
        sdl: `${federationLink} type Query { orders: [Order!]! }
          type Order { no: ID! product: Product }
          type Product @key(fields: "upc") { upc: ID! }`,
        resolvers: {
          Query: {
            orders: () => [
              { no: '1', product: { upc: 'a' } },
              { no: '2', product: null },
              { no: '3', product: { upc: 'a' } },
              { no: '4', product: { upc: 'b' } },
              { no: '5', product: { upc: 'gone' } },
            ],
          },
        },
      },
      registry: {
        sdl: `${federationLink} type Product @key(fields: "upc") @key(fields: "sku pack { size }") {
            upc: ID! sku: ID! pack: Pack! }
          type Pack @shareable { size: Int! }`,
        resolvers: {
          Product: {
            __resolveReference: ({ upc }: { upc: string }) =>
              upc === 'gone' ? null : { upc, sku: `s-${upc}`, pack: { size: upc === 'a' ? 1 : 2 } },
          },
        },
      },
      prices: {
        sdl: `${federationLink} type Product @key(fields: "sku pack { size }") { sku: ID! pack: Pack! price: Int }
          type Pack @shareable { size: Int! }`,
        resolvers: {
          Product: {
            __resolveReference: ({ sku, pack }: { sku: string; pack: { size: number } }) => ({
              sku,
              pack,
              price: pack.size * 10,
            }),
          },
        },
      },
    });

    await expectLikeReference(federation, '{ orders { product { price } no } }', {
      orders: [
        { product: { price: 10 }, no: '1' },
        { product: null, no: '2' },
        { product: { price: 10 }, no: '3' },
        { product: { price: 20 }, no: '4' },
        { product: { price: null }, no: '5' },
      ],
    });
    const [first] = federation.subgraphs['registry']?.requests ?? [];
    expect(first?.variables).toEqual({
      representations: ['a', 'b', 'gone'].map((upc) => ({ __typename: 'Product', upc })),
    });
  });

  it('reaches a field by resolving the parent entity elsewhere', async () => {
    const category = '@shareable { details: String }';
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { products: () => [{ id: '1' }, { id: '2' }] } },
      },
      b: {
        sdl: `${federationLink} type Product @key(fields: "id pid") { id: ID! pid: ID! category: Category }
          type Category ${category}`,
        resolvers: {
          Product: {
            __resolveReference: (key: object) => ({
              ...key,
              category: { details: `of ${JSON.stringify(key)}` },
            }),
          },
        },
      },
      c: {
        sdl: `${federationLink} type Product @key(fields: "id") { id: ID! pid: ID! @shareable }`,
        resolvers: { Product: { __resolveReference: ({ id }: { id: string }) => ({ id, pid: `p${id}` }) } },
      },
    });

    await expectLikeReference(federation, '{ products { category { details } } }', {
      products: [
        { category: { details: 'of {"__typename":"Product","id":"1","pid":"p1"}' } },
        { category: { details: 'of {"__typename":"Product","id":"2","pid":"p2"}' } },
      ],
    });
  });

  it('does not ask about an entity that nothing identifies', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { items: [Item] } type Item @key(fields: "id") { id: ID label: String }`,
        resolvers: {
          Query: { items: () => [{ id: null, label: 'x' }, { id: '1', label: 'y' }, null] },
        },
      },
      b: {
        sdl: `${federationLink} type Item @key(fields: "id") { id: ID weight: Int }`,
        resolvers: {
          Item: {
            __resolveReference: ({ id }: { id: string | null }) => {
              if (id === null) throw new Error('asked for nobody');
              return { id, weight: 5 };
            },
          },
        },
      },
    });

    expect(await federation.run('{ items { label weight } }')).toEqual({
      data: { items: [{ label: 'x', weight: null }, { label: 'y', weight: 5 }, null] },
    });
  });

  it('keeps a composite key of which a part is null', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { item: Item } type Item @key(fields: "id region") { id: ID region: String }`,
        resolvers: { Query: { item: () => ({ id: '1', region: null }) } },
      },
      b: {
        sdl: `${federationLink} type Item @key(fields: "id region") { id: ID region: String weight: Int }`,
        resolvers: { Item: { __resolveReference: (key: object) => ({ ...key, weight: 5 }) } },
      },
    });

    await expectLikeReference(federation, '{ item { weight } }', { item: { weight: 5 } });
  });

  it('follows nested lists with gaps', async () => {
    const grid = [[{ id: '1' }, null], null, [], [{ id: '2' }, { id: '1' }]];
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { grid: [[Cell]] } type Cell @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { grid: () => grid } },
      },
      b: {
        sdl: `${federationLink} type Cell @key(fields: "id") { id: ID! deep: [[Cell!]] tag: String }`,
        resolvers: {
          Cell: {
            __resolveReference: ({ id }: { id: string }) => ({
              id,
              tag: `t${id}`,
              deep: [[{ id: '9', tag: 't9' }]],
            }),
          },
        },
      },
      c: {
        sdl: `${federationLink} type Cell @key(fields: "id") { id: ID! size: Int }`,
        resolvers: { Cell: { __resolveReference: ({ id }: { id: string }) => ({ id, size: Number(id) }) } },
      },
    });
    const one = { tag: 't1', size: 1, deep: [[{ size: 9 }]] };
    const two = { tag: 't2', size: 2, deep: [[{ size: 9 }]] };

    await expectLikeReference(federation, '{ grid { tag size deep { size } } }', {
      grid: [[one, null], null, [], [two, one]],
    });
  });

  it('chooses among many keys of which few can be resolved', async () => {
    const seal = 'type Seal @shareable { maker: ID! year: ID! series: ID! }';
    const value = { id: '1', paperNo: 'P1', seal: { maker: 'x', year: 'y', series: 'z' } };
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} ${seal}
          type Deed @key(fields: "id") @key(fields: "paperNo", resolvable: false)
            @key(fields: "id seal { year series }", resolvable: false) {
            id: ID! paperNo: ID! seal: Seal! name: String! }`,
        resolvers: { Deed: { __resolveReference: () => ({ ...value, name: 'Nora' }) } },
      },
      b: {
        sdl: `${federationLink} ${seal}
          type Query { file: File } type File { deeds: [Deed!]! }
          type Deed @key(fields: "id seal { year series }") @key(fields: "paperNo", resolvable: false)
            @key(fields: "id", resolvable: false) {
            id: ID! paperNo: ID! seal: Seal! name: String! @external
            greeting: String! @requires(fields: "name") }`,
        resolvers: {
          Query: { file: () => ({ deeds: [value] }) },
          Deed: {
            greeting: ({ name }: { name: string }) => `hello ${name}`,
            __resolveReference: (key: object) => key,
          },
        },
      },
    });
    const query = '{ file { deeds { id name greeting } } }';

    expect(await federation.run(query)).toEqual({
      data: { file: { deeds: [{ id: '1', name: 'Nora', greeting: 'hello Nora' }] } },
    });
  });
});
