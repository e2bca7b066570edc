import { afterEach, describe, expect, it } from 'vitest';
import { expectLikeReference } from '../../support/expectLikeReference.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

interface Row {
  readonly id: string;
  readonly price?: number | null;
  readonly weight?: number;
}

describe('@requires and @provides', () => {
  it('gathers inputs from two subgraphs, nested and in lists, before it asks', async () => {
    federation = await startTestFederation({
      catalog: {
        sdl: `${federationLink} type Query { items: [Item!]! }
          type Item @key(fields: "id") { id: ID! price: Int parts: [Part!] }
          type Part @shareable { name: String size: Size } type Size @shareable { mm: Int }`,
        resolvers: {
          Query: {
            items: () => [
              {
                id: '1',
                price: 3,
                parts: [
                  { name: 'a', size: { mm: 4 } },
                  { name: 'b', size: null },
                ],
              },
              { id: '2', price: null, parts: null },
            ],
          },
        },
      },
      stock: {
        sdl: `${federationLink} type Item @key(fields: "id") { id: ID! weight: Int }`,
        resolvers: { Item: { __resolveReference: ({ id }: Row) => ({ id, weight: Number(id) * 10 }) } },
      },
      shipping: {
        sdl: `${federationLink}
          type Item @key(fields: "id") {
            id: ID! price: Int @external weight: Int @external parts: [Part!] @external
            cost: Int @requires(fields: "price weight") label: String @requires(fields: "parts { name size { mm } }") }
          type Part @shareable { name: String size: Size } type Size @shareable { mm: Int }`,
        resolvers: {
          Item: {
            __resolveReference: (row: Row) => row,
            cost: ({ price, weight = 0 }: Row) => (price ?? 100) + weight,
            label: ({ parts }: { parts: unknown }) => JSON.stringify(parts),
          },
        },
      },
    });

    await expectLikeReference(federation, '{ items { cost label id } }', {
      items: [
        { cost: 13, label: '[{"name":"a","size":{"mm":4}},{"name":"b","size":null}]', id: '1' },
        { cost: 120, label: 'null', id: '2' },
      ],
    });
  });

  it('requires what itself requires something', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { item: Item }
          type Item @key(fields: "id") { id: ID! base: Int @shareable twice: Int @external final: Int @requires(fields: "twice") }`,
        resolvers: {
          Query: { item: () => ({ id: '1', base: 4 }) },
          Item: {
            __resolveReference: (row: object) => ({ base: 4, ...row }),
            final: ({ twice }: { twice: number }) => twice + 1,
          },
        },
      },
      b: {
        sdl: `${federationLink}
          type Item @key(fields: "id") { id: ID! base: Int @external twice: Int @requires(fields: "base") }`,
        resolvers: {
          Item: { __resolveReference: (row: object) => row, twice: ({ base }: { base: number }) => base * 2 },
        },
      },
    });

    await expectLikeReference(federation, '{ item { final } }', { item: { final: 9 } });
  });

  it('resolves circular requirements between two subgraphs', async () => {
    federation = await startTestFederation({
      posts: {
        sdl: `${federationLink} type Query { feed: [Post!]! }
          type Post @key(fields: "id") { id: ID! author: Author byNovice: Boolean @external
            byExpert: Boolean @requires(fields: "byNovice") }
          type Author @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            feed: () => [
              { id: '1', author: { id: 'x' } },
              { id: '2', author: { id: 'y' } },
            ],
          },
          Post: {
            __resolveReference: (row: Row) => ({ author: { id: row.id === '1' ? 'x' : 'y' }, ...row }),
            byExpert: ({ byNovice }: { byNovice: boolean }) => !byNovice,
          },
        },
      },
      people: {
        sdl: `${federationLink}
          type Author @key(fields: "id") { id: ID! years: Int }
          type Post @key(fields: "id") { id: ID! author: Author @external
            byNovice: Boolean @requires(fields: "author { years }") }`,
        resolvers: {
          Author: { __resolveReference: ({ id }: Row) => ({ id, years: id === 'x' ? 1 : 20 }) },
          Post: {
            __resolveReference: (row: object) => row,
            byNovice: ({ author }: { author: { years: number } }) => author.years < 5,
          },
        },
      },
    });

    await expectLikeReference(federation, '{ feed { byExpert byNovice } }', {
      feed: [
        { byExpert: false, byNovice: true },
        { byExpert: true, byNovice: false },
      ],
    });
  });

  it('requires fields under type conditions of an interface', async () => {
    const pet = `interface Pet { name: String } type Dog implements Pet @shareable { name: String tricks: Int }
      type Cat implements Pet @shareable { name: String lives: Int }`;
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} ${pet} type Query { owners: [Owner!]! } type Owner @key(fields: "id") { id: ID! pet: Pet }`,
        resolvers: {
          Query: {
            owners: () => [
              { id: '1', pet: { __typename: 'Dog', name: 'Rex', tricks: 2 } },
              { id: '2', pet: { __typename: 'Cat', name: 'Tom', lives: 9 } },
              { id: '3', pet: null },
            ],
          },
        },
      },
      b: {
        sdl: `${federationLink} ${pet} type Owner @key(fields: "id") { id: ID! pet: Pet @external
          note: String @requires(fields: "pet { name ... on Dog { tricks } ... on Cat { lives } }") }`,
        resolvers: {
          Owner: {
            __resolveReference: (row: object) => row,
            note: ({ pet: own }: { pet: object }) => JSON.stringify(own),
          },
        },
      },
    });

    await expectLikeReference(federation, '{ owners { note } }', {
      owners: [{ note: '{"name":"Rex","tricks":2}' }, { note: '{"name":"Tom","lives":9}' }, { note: 'null' }],
    });
  });

  it('takes what is provided on the way instead of asking its owner', async () => {
    federation = await startTestFederation({
      reviews: {
        sdl: `${federationLink} type Query { reviews: [Review!]! }
          type Review { author: User @provides(fields: "name") }
          type User @key(fields: "id") { id: ID! name: String @external }`,
        resolvers: { Query: { reviews: () => [{ author: { id: '1', name: 'as provided' } }] } },
      },
      users: {
        sdl: `${federationLink} type User @key(fields: "id") { id: ID! name: String @shareable age: Int }`,
        resolvers: { User: { __resolveReference: ({ id }: Row) => ({ id, name: 'as owned', age: 5 }) } },
      },
    });

    await expectLikeReference(federation, '{ reviews { author { name } } }', {
      reviews: [{ author: { name: 'as provided' } }],
    });
    expect(federation.subgraphs['users']?.requests).toEqual([]);
    await expectLikeReference(federation, '{ reviews { author { age name } } }', {
      reviews: [{ author: { age: 5, name: 'as provided' } }],
    });
  });

  it('gives arguments from context, once for each value', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { shops: [Shop!]! }
          type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! items: [Item!]! }
          type Item @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$shop { currency }")): String }`,
        resolvers: {
          Query: {
            shops: () => [
              { id: 's1', currency: 'CNY', items: [{ id: '1' }, { id: '2' }] },
              { id: 's2', currency: 'HKD', items: [{ id: '1' }] },
            ],
          },
          Item: {
            __resolveReference: (row: object) => row,
            price: ({ id }: Row, { currency }: { currency: string }) => `${id} ${currency}`,
          },
        },
      },
      b: {
        sdl: `${federationLink} type Item @key(fields: "id") { id: ID! title: String }`,
        resolvers: { Item: { __resolveReference: ({ id }: Row) => ({ id, title: `t${id}` }) } },
      },
    });

    expect(await federation.run('{ shops { items { price title } } }')).toEqual({
      data: {
        shops: [
          {
            items: [
              { price: '1 CNY', title: 't1' },
              { price: '2 CNY', title: 't2' },
            ],
          },
          { items: [{ price: '1 HKD', title: 't1' }] },
        ],
      },
    });
  });
});
