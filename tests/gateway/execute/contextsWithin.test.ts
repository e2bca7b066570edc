import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

interface Given {
  readonly id: string;
}

interface Told {
  readonly by?: string;
}

const rows = [
  { id: 'a', name: 'Ada' },
  { id: 'b', name: 'Ben' },
  { id: 'c', name: 'Cid' },
];
const after: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: 'a' };

const homes = {
  sdl: `${federationLink} type Query { homes: [Home] } type Subscription { moved: Home }
    type Home @key(fields: "id") { id: ID! name: String pet: Pet } type Pet @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: {
      homes: () => [
        { id: '1', name: 'one', pet: rows[0] },
        { id: '2', name: 'two', pet: rows[1] },
      ],
    },
    Home: { __resolveReference: (row: object) => row },
    Pet: fromRows(rows),
  },
};

const calls = {
  sdl: `${federationLink}
    type Home @key(fields: "id") @context(name: "around") { id: ID! name: String @external }
    type Pet @key(fields: "id") @context(name: "around") { id: ID! name: String @external next: Pet
      call(by: String @fromContext(field: "$around { name }")): String }`,
  resolvers: {
    Pet: {
      ...fromRows(rows),
      next: ({ id }: Given) => ({ id: after[id] }),
      call: ({ id }: Given, { by }: Told) => `${by} calls ${id}`,
    },
  },
};

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation({ homes, calls });
});
afterAll(() => federation.close());

// One fetch has one variable for both: as the planner had it, both fields would be told the same.
it.each([
  {
    query: '{ homes { pet { call next { call } } } }',
    pets: [
      { call: 'one calls a', next: { call: 'Ada calls b' } },
      { call: 'two calls b', next: { call: 'Ben calls c' } },
    ],
  },
  {
    query: '{ homes { pet { next { next { call } call name } ... on Pet { c: call } } } }',
    pets: [
      { next: { next: { call: 'Ben calls c' }, call: 'Ada calls b', name: 'Ben' }, c: 'one calls a' },
      { next: { next: { call: 'Cid calls a' }, call: 'Ben calls c', name: 'Cid' }, c: 'two calls b' },
    ],
  },
])('tells each field its own context, where one stands in the other: $query', async ({ query, pets }) => {
  expect(await federation.run(query)).toEqual({ data: { homes: pets.map((pet) => ({ pet })) } });
});

it('plans events as it plans queries', async () => {
  const services = Object.entries({ homes, calls });
  const generation = createGeneration(composeTest(services.map(([name, { sdl }]) => ({ name, sdl }))), 10);
  const countFetches = async (source: string) => {
    const { plan } = await generation.prepare(parse(source), source, undefined);
    return plan.fetches.filter(({ service }) => service === 'calls').length;
  };

  const asked = '{ pet { call next { call } } }';
  expect(await countFetches(`subscription { moved ${asked} }`)).toBe(
    await countFetches(`{ homes ${asked} }`),
  );
});

const roots = {
  sdl: `${federationLink} type Query { orders: [Order] } type Order @key(fields: "id") { id: ID! }`,
  resolvers: { Query: { orders: () => [{ id: '1' }, { id: '2' }, { id: '3' }] } },
};
const orders = {
  sdl: `${federationLink} type Order @key(fields: "id") { id: ID! item: Item } type Item @key(fields: "code") { code: String! }`,
  resolvers: {
    Order: {
      __resolveReference: (row: object) => row,
      item: ({ id }: Given) => (id === '2' ? null : { code: id === '1' ? 'x' : 'y' }),
    },
  },
};
const items = {
  sdl: `${federationLink} type Order @key(fields: "id") @context(name: "around") { id: ID! item: Item @external }
    type Part { of: String }
    type Item @key(fields: "code") @key(fields: "id") @context(name: "around") { code: String! id: ID part: Part
      call(by: ID @fromContext(field: "$around ... on Order { item { id } } ... on Item { id }")): String
      deep(by: String @fromContext(field: "$around ... on Order { item { part { of } } } ... on Item { code }")): String }`,
  resolvers: {
    Item: {
      __resolveReference: ({ code }: { readonly code: string }) => ({
        code,
        id: code === 'y' ? null : `id of ${code}`,
      }),
      part: ({ code }: { readonly code: string }) => ({ of: `part of ${code}` }),
      call: ({ code }: { readonly code: string }, { by }: Told) => `${by} calls ${code}`,
      deep: ({ code }: { readonly code: string }, { by }: Told) => `${by} in ${code}`,
    },
  },
};

it.each([
  ['{ orders { item { call } } }', { call: 'id of x calls x' }, { call: 'null calls y' }],
  ['{ orders { item { deep } } }', { deep: 'part of x in x' }, { deep: 'part of y in y' }],
  [
    '{ orders { item { deep call code id part { of } } } }',
    { deep: 'part of x in x', call: 'id of x calls x', code: 'x', id: 'id of x', part: { of: 'part of x' } },
    { deep: 'part of y in y', call: 'null calls y', code: 'y', id: null, part: { of: 'part of y' } },
  ],
])('reads of the object itself what only its own subgraph tells: %s', async (query, first, last) => {
  const shop = await startTestFederation({ roots, orders, items });
  expect(await shop.run(query)).toEqual({
    data: { orders: [{ item: first }, { item: null }, { item: last }] },
  });
  await shop.close();
});

const parcels = {
  sdl: `${federationLink} type Query { parcels: [Parcel!] } type Parcel @key(fields: "id") @key(fields: "code") { id: ID! code: String! }`,
  resolvers: {
    Query: {
      parcels: () => [
        { id: '1', code: 'x' },
        { id: '2', code: 'y' },
      ],
    },
  },
};
const things = {
  sdl: `${federationLink} type Parcel @key(fields: "id") @context(name: "parcel") { id: ID! things: [Thing!] weight: Int @external }
    type Thing @key(fields: "id") { id: ID! share(of: Int @fromContext(field: "$parcel { weight }")): String }`,
  resolvers: {
    Parcel: {
      __resolveReference: (row: object) => row,
      things: ({ id }: Given) => (id === '2' ? null : [{ id: '3' }, { id: '4' }]),
    },
    Thing: {
      __resolveReference: (row: object) => row,
      share: ({ id }: Given, { of }: { readonly of?: number }) => `${id} of ${of}`,
    },
  },
};
const weights = {
  sdl: `${federationLink} type Parcel @key(fields: "code") { code: String! things: [Thing!] @external weight: Int @requires(fields: "things { grams }") }
    type Thing @key(fields: "id") { id: ID! grams: Int }`,
  resolvers: {
    Parcel: {
      __resolveReference: (row: object) => row,
      weight: ({ things: told }: { readonly things?: { grams: number }[] }) =>
        told ? told.reduce((sum, { grams }) => sum + grams, 0) : null,
    },
    Thing: { __resolveReference: (row: object) => row, grams: ({ id }: Given) => Number(id) },
  },
};

it.each([
  ['{ parcels { things { share } } }', [{ share: '3 of 7' }, { share: '4 of 7' }]],
  [
    '{ parcels { things { n: share id grams } } }',
    [
      { n: '3 of 7', id: '3', grams: 3 },
      { n: '4 of 7', id: '4', grams: 4 },
    ],
  ],
])('reads what is made of the very list that the reader stands in: %s', async (query, told) => {
  const post = await startTestFederation({ parcels, things, weights });
  expect(await post.run(query)).toEqual({ data: { parcels: [{ things: told }, { things: null }] } });
  await post.close();
});
