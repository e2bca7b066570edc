import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

interface Item {
  readonly id: string;
  readonly price: number | null;
  readonly taxed: number | null;
  readonly total: number | null;
  readonly isBig: boolean | null;
}

describeFederation(
  'requirements of requirements, in a circle between subgraphs',
  {
    shop: {
      sdl: `${federationLink} type Query { items: [Item] item(id: ID!): Item } type Item @key(fields: "id") { id: ID! price: Int! }`,
      resolvers: {
        Query: {
          items: () => [{ id: '1', price: 10 }, null, { id: '2', price: 200 }],
          item: (_: unknown, { id }: { id: string }) => ({ id, price: 7 }),
        },
        Item: fromRows([
          { id: '1', price: 10 },
          { id: '2', price: 200 },
        ]),
      },
    },
    tax: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! price: Int! @external taxed: Int @requires(fields: "price")
          isBig: Boolean @external note: String @requires(fields: "isBig taxedTwice") taxedTwice: Int @external }`,
      resolvers: {
        Item: {
          __resolveReference: (row: Item) => row,
          taxed: ({ price }: Item) => (price ?? 0) + 1,
          note: (row: object) => JSON.stringify(row),
        },
      },
    },
    sums: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! price: Int! @external taxed: Int @external
          total: Int @requires(fields: "price taxed") taxedTwice: Int @requires(fields: "taxed") note: String @external
          last: String @requires(fields: "note") }`,
      resolvers: {
        Item: {
          __resolveReference: (row: Item) => row,
          total: ({ price, taxed }: Item) => (price ?? 0) + (taxed ?? 0),
          taxedTwice: ({ taxed }: Item) => (taxed ?? 0) * 2,
          last: ({ note }: { note: string }) => `${note.length}`,
        },
      },
    },
    sizes: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! total: Int @external isBig: Boolean @requires(fields: "total") }`,
      resolvers: {
        Item: { __resolveReference: (row: Item) => row, isBig: ({ total }: Item) => (total ?? 0) > 100 },
      },
    },
  },
  [
    { query: '{ items { isBig } }', data: { items: [{ isBig: false }, null, { isBig: true }] } },
    {
      query: '{ item(id: 1) { note } items { total taxed price } }',
      data: {
        item: { note: '{"__typename":"Item","id":"1","isBig":false,"taxedTwice":16}' },
        items: [{ total: 21, taxed: 11, price: 10 }, null, { total: 401, taxed: 201, price: 200 }],
      },
      reference: 'wrong',
    },
    {
      query: 'query ($all: Boolean!) { items { id isBig @skip(if: $all) last @include(if: $all) } }',
      variables: { all: true },
      data: { items: [{ id: '1', last: '60' }, null, { id: '2', last: '60' }] },
    },
    {
      query:
        'query ($all: Boolean = false) { items { ...F @include(if: $all) id } } fragment F on Item { last isBig }',
      data: { items: [{ id: '1' }, null, { id: '2' }] },
    },
    {
      query: '{ items { total: id price: taxed isBig } }',
      data: {
        items: [{ total: '1', price: 11, isBig: false }, null, { total: '2', price: 201, isBig: true }],
      },
      reference: 'wrong',
    },
  ],
);

const addresses = [
  { __typename: 'Home', id: 'h', street: 'S', city: 'C' },
  { __typename: 'Work', id: 'w', company: 'W', city: 'D' },
];

describeFederation(
  '@requires of interfaces and unions, with fragments',
  {
    people: {
      sdl: `${federationLink} type Query { people: [Person] } interface Address { id: ID! city: String }
        union Contact = Mail | Phone type Mail @shareable { box: String } type Phone @shareable { no: Int zone: Zone } 
        type Zone @shareable { code: Int }
        type Home implements Address @key(fields: "id") { id: ID! city: String street: String }
        type Work implements Address @key(fields: "id") { id: ID! city: String company: String }
        type Person @key(fields: "id") { id: ID! address: Address contacts: [Contact!] boss: Person }`,
      resolvers: {
        Query: {
          people: () => [
            {
              id: '1',
              address: addresses[0],
              contacts: [
                { __typename: 'Phone', no: 5, zone: { code: 9 } },
                { __typename: 'Mail', box: 'b' },
              ],
              boss: { id: '2', address: addresses[1] },
            },
            { id: '2', address: addresses[1], contacts: null, boss: null },
            { id: '3', address: null, contacts: [] },
          ],
        },
      },
    },
    labels: {
      sdl: `${federationLink} interface Address { id: ID! city: String } union Contact = Mail | Phone
        type Mail @shareable { box: String } type Phone @shareable { no: Int zone: Zone } type Zone @shareable { code: Int }
        type Home implements Address @key(fields: "id") { id: ID! city: String @external street: String @external 
          label: String @requires(fields: "street city") }
        type Work implements Address @key(fields: "id") { id: ID! city: String @external company: String @external }
        type Person @key(fields: "id") { id: ID! address: Address @external contacts: [Contact!] @external boss: Person @external
          label: String @requires(fields: "address { ... on Home { street city } ... on Work { company ... on Address { city } } }")
          reach: String @requires(fields: "contacts { ... on Phone { no zone { code } } ... on Mail { box } }")
          chief: String @requires(fields: "boss { address { city } }") }`,
      resolvers: {
        Person: {
          __resolveReference: (row: object) => row,
          label: ({ address }: { address: unknown }) => JSON.stringify(address),
          reach: ({ contacts }: { contacts: unknown }) => JSON.stringify(contacts),
          chief: ({ boss }: { boss: { address: { city: string } } | null }) => boss?.address.city ?? null,
        },
        Home: {
          __resolveReference: (row: object) => row,
          label: ({ street, city }: { street: string; city: string }) => `${street} ${city}`,
        },
      },
    },
  },
  [
    {
      query: '{ people { reach chief address { city ... on Home { label } } } }',
      data: {
        people: [
          {
            reach: '[{"no":5,"zone":{"code":9}},{"box":"b"}]',
            chief: 'D',
            address: { city: 'C', label: 'S C' },
          },
          { reach: 'null', chief: null, address: { city: 'D' } },
          { reach: '[]', chief: null, address: null },
        ],
      },
    },
    {
      query: '{ people { l: label label: id } }',
      data: {
        people: [
          { l: '{"street":"S","city":"C"}', label: '1' },
          { l: '{"company":"W","city":"D"}', label: '2' },
          { l: 'null', label: '3' },
        ],
      },
    },
    {
      query: '{ people { boss { chief label } } }',
      data: {
        people: [
          { boss: { chief: null, label: '{"company":"W","city":"D"}' } },
          { boss: null },
          { boss: null },
        ],
      },
    },
  ],
);

describeFederation(
  'interfaces that refer to themselves, and mutations that share work',
  {
    a: {
      sdl: `${federationLink} type Query { product: Product count: Int } 
        type Mutation { add(name: String!): Product! bump(by: Int!): Int! touch: Int @shareable }
        interface Product { id: ID! similar: [Product] }
        type Book implements Product @key(fields: "id") { id: ID! similar: [Product] @external name: String }
        type Pen implements Product @key(fields: "id") { id: ID! similar: [Product] }`,
      resolvers: {
        Query: { product: () => ({ __typename: 'Book', id: '1' }), count: () => 0 },
        Mutation: {
          add: (_: unknown, { name }: { name: string }) => ({ __typename: 'Book', id: '1', name }),
          bump: (_: unknown, { by }: { by: number }) => by,
          touch: () => 1,
        },
        Pen: { ...fromRows([{ id: '9' }]), similar: () => [{ __typename: 'Pen', id: '9' }] },
      },
    },
    b: {
      sdl: `${federationLink} type Mutation { remove(id: ID!): Product touch: Int @shareable } interface Product { id: ID! similar: [Product] }
        type Book implements Product @key(fields: "id") { id: ID! similar: [Product] @shareable name: String @external title: String @requires(fields: "name") pages: Int }
        type Pen implements Product @key(fields: "id") { id: ID! similar: [Product] @external }`,
      resolvers: {
        Mutation: { remove: () => ({ __typename: 'Pen', id: '9' }), touch: () => 1 },
        Book: {
          ...fromRows([{ id: '1', pages: 3 }]),
          title: ({ name }: { name: string | null }) => `<${name}>`,
          similar: () => [{ __typename: 'Book', id: '1', pages: 3 }, { __typename: 'Pen', id: '9' }, null],
        },
      },
    },
  },
  [
    {
      query: '{ product { id similar { id similar { id ... on Book { pages } similar { __typename } } } } }',
      data: {
        product: {
          id: '1',
          similar: [
            {
              id: '1',
              similar: [
                { id: '1', pages: 3, similar: [{ __typename: 'Book' }, { __typename: 'Pen' }, null] },
                { id: '9', similar: [{ __typename: 'Pen' }] },
                null,
              ],
            },
            { id: '9', similar: [{ id: '9', similar: [{ __typename: 'Pen' }] }] },
            null,
          ],
        },
      },
    },
    {
      query: `mutation ($n: String!) { first: bump(by: 1) add(name: $n) { ... on Book { name title pages } }
        remove(id: 4) { __typename similar { id } } second: bump(by: 2) touch }`,
      variables: { n: 'N' },
      data: {
        first: 1,
        add: { name: 'N', title: '<N>', pages: 3 },
        remove: { __typename: 'Pen', similar: [{ id: '9' }] },
        second: 2,
        touch: 1,
      },
    },
  ],
);

describeFederation(
  'chains of requirements that hide, fail or end in null',
  {
    start: {
      sdl: `${federationLink} type Query { cases: [Case] } type Mutation { open(id: ID!): Case }
        type Case @key(fields: "id") { id: ID! level: Int @inaccessible third: Int @external fourth(by: Int): Int @requires(fields: "third") }`,
      resolvers: {
        Query: { cases: () => [1, 2, 3].map((level) => ({ id: `${level}`, level })) },
        Mutation: { open: (_: unknown, { id }: { id: string }) => ({ id, level: 1 }) },
        Case: {
          ...fromRows([1, 2, 3].map((level) => ({ id: `${level}`, level }))),
          fourth: ({ third }: { third: number | null }, { by = 1 }: { by?: number }) => third && third + by,
        },
      },
    },
    middle: {
      sdl: `${federationLink} type Case @key(fields: "id") { id: ID! level: Int @external
        second: Int @inaccessible @requires(fields: "level") }`,
      resolvers: {
        Case: {
          __resolveReference: (row: object) => row,
          second: ({ level }: { level: number }) => {
            if (level === 2) throw new Error('no second');
            return level === 3 ? null : level + 1;
          },
        },
      },
    },
    end: {
      sdl: `${federationLink} type Case @key(fields: "id") { id: ID! second: Int @external
        third: Int @requires(fields: "second") }`,
      resolvers: {
        Case: {
          __resolveReference: (row: object) => row,
          third: ({ second }: { second: number | null }) => second && second + 1,
        },
      },
    },
  },
  [
    {
      query: 'query ($by: Int) { cases { fourth(by: $by) id } }',
      variables: { by: 10 },
      data: {
        cases: [
          { fourth: 13, id: '1' },
          { fourth: null, id: '2' },
          { fourth: null, id: '3' },
        ],
      },
      errorsAt: [['cases', 1]],
    },
    {
      query: 'mutation { a: open(id: 1) { fourth } b: open(id: 1) { third: fourth(by: 5) fourth: third } }',
      data: { a: { fourth: 4 }, b: { third: 8, fourth: 3 } },
    },
  ],
);
