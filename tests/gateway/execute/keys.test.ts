import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

interface Ref {
  readonly items?: readonly { readonly id: string; readonly code?: string }[];
}

describeFederation(
  'keys that reach into lists',
  {
    baskets: {
      sdl: `${federationLink} type Query { basket: Basket } type Basket @key(fields: "items { id }") { items: [Item!]! }
        type Item @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { basket: () => ({ items: [{ id: '1' }, { id: '2' }] }) } },
    },
    codes: {
      sdl: `${federationLink} type Item @key(fields: "id") @key(fields: "id code") { id: ID! code: String }`,
      resolvers: {
        Item: fromRows([
          { id: '1', code: 'A' },
          { id: '2', code: 'B' },
        ]),
      },
    },
    picks: {
      sdl: `${federationLink} type Basket @key(fields: "items { id code }") { items: [Item!]! first: Item @shareable chosen: Item @shareable }
        type Item @key(fields: "id code") { id: ID! code: String box: Box } type Box { no: Int }`,
      resolvers: {
        Basket: {
          __resolveReference: ({ items = [] }: Ref) => ({ items, first: items[0], chosen: items[1] ?? null }),
        },
        Item: {
          __resolveReference: (key: object) => key,
          box: ({ id }: { id: string }) => ({ no: Number(id) }),
        },
      },
    },
    prices: {
      sdl: `${federationLink} type Basket @key(fields: "items { id code } chosen { id }") { items: [Item!]! chosen: Item @shareable first: Item @shareable
          total: Int }
        type Item @key(fields: "id") { id: ID! code: String @shareable price: Int }`,
      resolvers: {
        Basket: {
          __resolveReference: (row: Ref) => ({
            ...row,
            total: row.items?.length,
            chosen: { id: '2', code: 'B', price: 20 },
          }),
        },
        Item: fromRows([
          { id: '1', price: 10 },
          { id: '2', price: 20 },
        ]),
      },
    },
  },
  [
    { query: '{ basket { first { id } } }', data: { basket: { first: { id: '1' } } } },
    {
      query: '{ basket { items { code box { no } price } chosen { id code price } total } }',
      data: {
        basket: {
          items: [
            { code: 'A', box: { no: 1 }, price: 10 },
            { code: 'B', box: { no: 2 }, price: 20 },
          ],
          chosen: { id: '2', code: 'B', price: 20 },
          total: 2,
        },
      },
    },
  ],
);

describeFederation(
  'keys of which some are null',
  {
    shelves: {
      sdl: `${federationLink} type Query { shelves: [Shelf] } type Shelf { book: Book } type Book @key(fields: "code") { code: ID! }`,
      resolvers: { Query: { shelves: () => ['a', 'b', 'c', 'd'].map((code) => ({ book: { code } })) } },
    },
    ids: {
      sdl: `${federationLink} type Book @key(fields: "code") @key(fields: "id") { code: ID! id: ID }`,
      resolvers: {
        Book: fromRows(
          [
            { code: 'a', id: '1' },
            { code: 'b', id: null },
            { code: 'd', id: '4' },
          ],
          'code',
        ),
      },
    },
    titles: {
      sdl: `${federationLink} type Book @key(fields: "id") { id: ID title: String author: Author } type Author { name: String! }`,
      resolvers: { Book: fromRows([{ id: '1', title: 'One', author: { name: 'Li' } }]) },
    },
  },
  [
    {
      query: '{ shelves { book { code title author { name } } } }',
      data: {
        shelves: [
          { book: { code: 'a', title: 'One', author: { name: 'Li' } } },
          { book: { code: 'b', title: null, author: null } },
          { book: { code: 'c', title: null, author: null } },
          { book: { code: 'd', title: null, author: null } },
        ],
      },
    },
    {
      query: '{ shelves { book { __typename id } } }',
      data: { shelves: ['1', null, null, '4'].map((id) => ({ book: { __typename: 'Book', id } })) },
    },
  ],
);

describeFederation(
  'values that only a parent entity leads to, and entities inside them',
  {
    a: {
      sdl: `${federationLink} type Query { case: Case } type Case @key(fields: "id") { id: ID! office: Office @shareable }
        type Office @shareable { name: String city: City } type City @key(fields: "zip") { zip: String }`,
      resolvers: { Query: { case: () => ({ id: '1', office: { name: 'North', city: { zip: '10' } } }) } },
    },
    b: {
      sdl: `${federationLink} type Case @key(fields: "id") { id: ID! office: Office @shareable }
        type Office @shareable { name: String phone: String head: Clerk } type Clerk @key(fields: "no region { id }") { no: Int region: Region }
        type Region @shareable { id: ID }`,
      resolvers: {
        Case: fromRows([
          { id: '1', office: { name: 'North', phone: '123', head: { no: 7, region: { id: 'r' } } } },
        ]),
      },
    },
    c: {
      sdl: `${federationLink} type Case @key(fields: "id") @key(fields: "seal { hash }") { id: ID! seal: Seal office: Office @shareable }
        type Seal @shareable { hash: String } type Office @shareable { rooms: [Room] }
        type Room { no: Int clerk: Clerk } type Clerk @key(fields: "no region { id }") { no: Int region: Region name: String boss: Clerk }
        type Region @shareable { id: ID } type City @key(fields: "zip") { zip: String people: Int }`,
      resolvers: {
        Case: fromRows([
          {
            id: '1',
            seal: { hash: 'h' },
            office: { rooms: [null, { no: 3, clerk: { no: 7, region: { id: 'r' }, name: 'Wu' } }] },
          },
        ]),
        Clerk: fromRows(
          [{ no: 7, name: 'Wu', boss: { no: 8, region: { id: 'r' }, name: 'Xi', boss: null } }],
          'no',
        ),
        City: fromRows([{ zip: '10', people: 9 }], 'zip'),
      },
    },
    d: {
      sdl: `${federationLink} type Case @key(fields: "seal { hash }") { seal: Seal verdict: String } type Seal @shareable { hash: String }`,
      resolvers: {
        Case: { __resolveReference: (row: object) => ({ ...row, verdict: JSON.stringify(row) }) },
      },
    },
  },
  [
    {
      query:
        '{ case { office { name phone city { people zip } rooms { clerk { name } no } head { name boss { name } region { id } } } verdict } }',
      data: {
        case: {
          office: {
            name: 'North',
            phone: '123',
            city: { people: 9, zip: '10' },
            rooms: [null, { clerk: { name: 'Wu' }, no: 3 }],
            head: { name: 'Wu', boss: { name: 'Xi' }, region: { id: 'r' } },
          },
          verdict: '{"__typename":"Case","seal":{"hash":"h"}}',
        },
      },
    },
    {
      query: '{ case { verdict office { __typename head { boss { boss { no } } } } } }',
      data: {
        case: {
          verdict: '{"__typename":"Case","seal":{"hash":"h"}}',
          office: { __typename: 'Office', head: { boss: { boss: null } } },
        },
      },
    },
  ],
);
