import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const rows = [
  { id: '1', code: 'c1', name: 'Ann' },
  { id: '2', code: 'c2', name: 'Bo' },
];

const clerks = {
  resolvers: {
    Query: { clerk: () => rows[0], clerks: () => [rows[1], null, rows[0]] },
    Clerk: { ...fromRows(rows), rank: ({ name }: { name?: string }) => name?.length ?? null },
  },
};
const desks = {
  resolvers: {
    Query: {
      desks: () => [
        { no: 1, clerk: { id: '2', name: 'provided' } },
        { no: 2, clerk: null },
      ],
    },
  },
};
const cases = [
  { query: '{ clerk { id name rank } }', data: { clerk: { id: '1', name: 'Ann', rank: 3 } } },
  { query: '{ clerks { rank } }', data: { clerks: [{ rank: 2 }, null, { rank: 3 }] } },
  {
    query: '{ desks { no clerk { __typename id rank } } }',
    data: {
      desks: [
        { no: 1, clerk: { __typename: 'Clerk', id: '2', rank: 2 } },
        { no: 2, clerk: null },
      ],
    },
  },
  {
    query: '{ desks { clerk { name } } }',
    data: { desks: [{ clerk: { name: 'provided' } }, { clerk: null }] },
  },
  { query: '{ clerk { n: name ... { r: rank } } }', data: { clerk: { n: 'Ann', r: 3 } } },
];
const ranks = (sdl: string) => ({ sdl, resolvers: { Clerk: clerks.resolvers.Clerk } });
const owner = (head: string, shareable = '') => ({
  ...clerks,
  sdl: `${head} type Query { clerk: Clerk clerks: [Clerk] } type Clerk @key(fields: "id") { id: ID! name: String ${shareable} }`,
  resolvers: { Query: clerks.resolvers.Query, Clerk: fromRows(rows) },
});

describeFederation(
  'federation 1 with extend type and @external',
  {
    clerks: owner(''),
    ranks: ranks(
      'extend type Clerk @key(fields: "id") { id: ID! @external name: String @external rank: Int @requires(fields: "name") }',
    ),
    desks: {
      ...desks,
      sdl: `extend type Query { desks: [Desk] } type Desk { no: Int clerk: Clerk @provides(fields: "name") }
        extend type Clerk @key(fields: "id") { id: ID! @external name: String @external }`,
    },
  },
  cases,
);

describeFederation(
  'federation 1 with @extends and unused @external',
  {
    clerks: owner(''),
    ranks:
      ranks(`type Clerk @extends @key(fields: "id") { id: ID! @external name: String @external code: String @external
      rank: Int @requires(fields: "name") }`),
    codes: {
      sdl: 'type Clerk @key(fields: "id") @extends { id: ID! @external code: String } extend type Query { total: Int }',
      resolvers: { Query: { total: () => 2 }, Clerk: fromRows(rows) },
    },
    desks: {
      ...desks,
      sdl: `type Query @extends { desks: [Desk] } type Desk { no: Int clerk: Clerk @provides(fields: "name") }
        type Clerk @extends @key(fields: "id") { id: ID! @external name: String @external }`,
    },
  },
  [...cases, { query: '{ clerk { code rank } total }', data: { clerk: { code: 'c1', rank: 3 }, total: 2 } }],
);

describeFederation(
  'federation 2 with extend type and @external',
  {
    clerks: owner(federationLink, '@shareable'),
    ranks:
      ranks(`${federationLink} extend type Clerk @key(fields: "id") { id: ID! @external name: String @external
      rank: Int @requires(fields: "name") }`),
    desks: {
      ...desks,
      sdl: `${federationLink} extend type Query { desks: [Desk] } type Desk { no: Int clerk: Clerk @provides(fields: "name") }
        extend type Clerk @key(fields: "id") { id: ID! name: String @external }`,
    },
  },
  cases,
);

describeFederation(
  'federation 2 with @extends',
  {
    clerks: owner(federationLink, '@shareable'),
    ranks:
      ranks(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@extends"])
      type Clerk @extends @key(fields: "id") { id: ID! @external name: String @external rank: Int @requires(fields: "name") }`),
    desks: {
      ...desks,
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@provides", "@extends"])
        type Query @extends { desks: [Desk] } type Desk { no: Int clerk: Clerk @provides(fields: "name") }
        type Clerk @key(fields: "id") @extends { id: ID! @external name: String @external }`,
    },
  },
  cases,
);

describeFederation(
  'an external key field and a field that is external in one place and shared in another',
  {
    prices: {
      sdl: `${federationLink} type Query { goods: [Good] } type Good @key(fields: "id") { id: ID! price: Price name: String @shareable }
        type Price @shareable { amount: Int currency: String }`,
      resolvers: {
        Query: {
          goods: () => [
            { id: '1', name: 'Tea', price: { amount: 5, currency: 'CNY' } },
            { id: '2', price: null },
          ],
        },
        Good: fromRows([{ id: '1', name: 'Tea', price: { amount: 5, currency: 'CNY' } }]),
      },
    },
    goods: {
      sdl: `${federationLink} type Query { good(id: ID!): Good }
        extend type Good @key(fields: "id") { id: ID! @external price: Price @external name: String @shareable
          isCheap: Boolean @requires(fields: "price { amount }") pool: String @requires(fields: "price { currency amount }") }
        type Price { amount: Int @external currency: String @shareable }`,
      resolvers: {
        Query: { good: (_: unknown, { id }: { id: string }) => ({ id, name: 'Tea' }) },
        Good: {
          __resolveReference: (row: object) => ({ name: 'Tea', ...row }),
          isCheap: ({ price }: { price: { amount: number } | null }) => price && price.amount < 10,
          pool: ({ price }: { price: unknown }) => JSON.stringify(price),
        },
      },
    },
  },
  [
    { query: '{ goods { isCheap } }', data: { goods: [{ isCheap: true }, { isCheap: null }] } },
    {
      query: '{ good(id: 1) { pool isCheap name id } }',
      data: { good: { pool: '{"amount":5,"currency":"CNY"}', isCheap: true, name: 'Tea', id: '1' } },
    },
    {
      query: '{ goods { pool price { currency } } }',
      data: {
        goods: [
          { pool: '{"currency":"CNY","amount":5}', price: { currency: 'CNY' } },
          { pool: 'null', price: null },
        ],
      },
    },
  ],
);

describeFederation(
  '@override',
  {
    old: {
      sdl: `${federationLink} type Query { items: [Item] item: Item feed: [Post] } interface Post { id: ID! text: String }
        type Item @key(fields: "id") { id: ID! note: String size: Int label: String }
        type Photo implements Post @key(fields: "id") { id: ID! text: String } 
        type Text implements Post @key(fields: "id") { id: ID! text: String }`,
      resolvers: {
        Query: {
          items: () => [{ id: '1', note: 'old', size: 4, label: 'old' }],
          item: () => ({ id: '2', note: 'old', size: 5, label: 'old' }),
          feed: () => [
            { __typename: 'Photo', id: 'p', text: 'old' },
            { __typename: 'Text', id: 't', text: 'old' },
          ],
        },
        Item: fromRows([
          { id: '1', note: 'old', size: 4, label: 'old' },
          { id: '2', note: 'old', size: 5 },
        ]),
        Photo: fromRows([{ id: 'p', text: 'old' }]),
      },
    },
    new: {
      sdl: `${federationLink} type Query { item: Item @override(from: "old") }
        interface Post { id: ID! text: String }
        type Item @key(fields: "id") { id: ID! note: String @override(from: "old") gone: Int @override(from: "nobody")
          size: Int @external cost: Int @requires(fields: "size") label: String @override(from: "old") @requires(fields: "size") }
        type Photo implements Post @key(fields: "id") { id: ID! text: String @override(from: "old") likes: Int }`,
      resolvers: {
        Query: { item: () => ({ id: '1', note: 'new' }) },
        Item: {
          ...fromRows([{ id: '1', note: 'new', gone: 1 }]),
          cost: ({ size }: { size: number }) => size * 2,
          label: ({ size }: { size: number }) => `size ${size}`,
        },
        Photo: fromRows([{ id: 'p', text: 'new', likes: 3 }]),
      },
    },
  },
  [
    { query: '{ items { note gone } }', data: { items: [{ note: 'new', gone: 1 }] } },
    {
      query: '{ items { cost label } item { size label } }',
      data: { items: [{ cost: 8, label: 'size 4' }], item: { size: 4, label: 'size 4' } },
    },
    {
      query: '{ feed { id text } }',
      data: {
        feed: [
          { id: 'p', text: 'new' },
          { id: 't', text: 'old' },
        ],
      },
    },
    {
      query: '{ feed { ... on Photo { likes } ... on Post { text __typename } } }',
      data: {
        feed: [
          { likes: 3, text: 'new', __typename: 'Photo' },
          { text: 'old', __typename: 'Text' },
        ],
      },
    },
  ],
);
