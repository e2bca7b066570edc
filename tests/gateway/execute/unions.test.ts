import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const permit = { __typename: 'Permit', id: 'p1', title: 'Build' };
const fine = { __typename: 'Fine', id: 'f1', title: 'Parking' };
const note = { __typename: 'Note', id: 'n1', title: 'Hello' };

describeFederation(
  'unions of which subgraphs know different members',
  {
    desk: {
      sdl: `${federationLink} union Item = Permit | Fine
        type Query { item: Item @shareable desk: Desk! }
        type Desk @key(fields: "no") @shareable { no: Int! item: Item items: [Item] @shareable aItem: Item }
        type Permit @key(fields: "id") { id: ID! title: String @shareable } type Fine @shareable { title: String }`,
      resolvers: {
        Query: {
          item: () => permit,
          desk: () => ({ no: 1, item: permit, items: [permit, null, permit], aItem: fine }),
        },
        Desk: fromRows([{ no: 1, item: permit, items: [permit, null, permit], aItem: fine }], 'no'),
        Permit: fromRows([permit]),
      },
    },
    mail: {
      sdl: `${federationLink} union Item = Permit | Note
        type Query { item: Item @shareable inbox: [Item!] }
        type Desk @key(fields: "no") { no: Int! item: Item @shareable items: [Item] @shareable bItem: Item }
        type Permit @key(fields: "id") { id: ID! title: String @shareable no: Int } type Note @shareable { title: String }`,
      resolvers: {
        Query: { item: () => ({ ...permit, no: 7 }), inbox: () => [note, { ...permit, no: 7 }] },
        Desk: fromRows([{ no: 1, item: permit, items: [permit, null, permit], bItem: note }], 'no'),
        Permit: { ...fromRows([permit]), no: () => 7 },
      },
    },
  },
  [
    { query: '{ item { __typename } }', data: { item: { __typename: 'Permit' } } },
    {
      query: '{ item { ... on Permit { title } ... on Note { n: title } ... on Fine { f: title } } }',
      data: { item: { title: 'Build' } },
    },
    { query: '{ item { ... on Permit { title no } } }', data: { item: { title: 'Build', no: 7 } } },
    { query: '{ desk { aItem { ... on Note { title } } } }', data: { desk: { aItem: {} } } },
    {
      query:
        '{ desk { aItem { t: __typename ... on Fine { title } } bItem { __typename ... on Note { title } ... on Fine { x: title } } } }',
      data: {
        desk: { aItem: { t: 'Fine', title: 'Parking' }, bItem: { __typename: 'Note', title: 'Hello' } },
      },
    },
    {
      query:
        '{ desk { items { ... on Permit { no title } ... on Fine { title } } } inbox { __typename ... on Permit { no } } }',
      data: {
        desk: { items: [{ no: 7, title: 'Build' }, null, { no: 7, title: 'Build' }] },
        inbox: [{ __typename: 'Note' }, { __typename: 'Permit', no: 7 }],
      },
    },
    {
      query:
        'query ($note: Boolean!) { desk { bItem { ... on Note @include(if: $note) { title } ... on Fine { title } } } }',
      variables: { note: false },
      data: { desk: { bItem: {} } },
    },
  ],
);

describeFederation(
  'interfaces of which subgraphs know different types',
  {
    people: {
      sdl: `${federationLink} type Query { nodes: [Node] node(id: ID!): Node @shareable person: Person }
        interface Node { id: ID! } interface Named { id: ID! name: String }
        union Thing = Person | Pet
        type Person implements Node & Named @key(fields: "id") { id: ID! name: String things: [Thing] }
        type Pet implements Node @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          nodes: () => [{ __typename: 'Pet', id: 'x' }, { __typename: 'Person', id: 'a', name: 'Ann' }, null],
          person: () => ({
            id: 'a',
            name: 'Ann',
            things: [
              { __typename: 'Pet', id: 'x' },
              { __typename: 'Person', id: 'a', name: 'Ann' },
            ],
          }),
          node: (_: unknown, { id }: { id: string }) => ({
            __typename: id === 'x' ? 'Pet' : 'Person',
            id,
            name: 'Ann',
          }),
        },
        Person: fromRows([{ id: 'a', name: 'Ann' }]),
        Pet: fromRows([{ id: 'x' }]),
      },
    },
    pets: {
      sdl: `${federationLink} type Query { named: [Named] node(id: ID!): Node @shareable }
        interface Node { id: ID! } interface Named { id: ID! name: String }
        type Pet implements Node & Named @key(fields: "id") { id: ID! name: String keeper: Person }
        type Person implements Node @key(fields: "id") { id: ID! pets: [Pet] }`,
      resolvers: {
        Query: {
          named: () => [{ __typename: 'Pet', id: 'x', name: 'Rex', keeper: { id: 'a' } }],
          node: (_: unknown, { id }: { id: string }) => ({
            __typename: id === 'x' ? 'Pet' : 'Person',
            id,
            name: 'Rex',
            keeper: { id: 'a' },
            pets: [{ id: 'x', name: 'Rex' }],
          }),
        },
        Pet: fromRows([{ id: 'x', name: 'Rex', keeper: { id: 'a' } }]),
        Person: fromRows([{ id: 'a', pets: [{ id: 'x', name: 'Rex', keeper: { id: 'a' } }] }]),
      },
    },
  },
  [
    {
      query: '{ nodes { id ... on Named { name } ... on Pet { keeper { name } } } }',
      data: { nodes: [{ id: 'x', name: 'Rex', keeper: { name: 'Ann' } }, { id: 'a', name: 'Ann' }, null] },
    },
    {
      query:
        '{ nodes { ... on Node { ... on Named { name __typename } } } named { name ... on Node { id } ... on Person { pets { id } } } }',
      data: {
        nodes: [{ name: 'Rex', __typename: 'Pet' }, { name: 'Ann', __typename: 'Person' }, null],
        named: [{ name: 'Rex', id: 'x' }],
      },
    },
    {
      query:
        '{ person { things { ... on Node { id } ... on Named { name } ... on Person { pets { name keeper { things { __typename } } } } } } }',
      data: {
        person: {
          things: [
            { id: 'x', name: 'Rex' },
            {
              id: 'a',
              name: 'Ann',
              pets: [{ name: 'Rex', keeper: { things: null } }],
            },
          ],
        },
      },
    },
    {
      query: '{ node(id: "a") { id __typename ... on Person { name pets { name } } ... on Pet { name } } }',
      data: { node: { id: 'a', __typename: 'Person', name: 'Ann', pets: [{ name: 'Rex' }] } },
    },
    {
      query:
        '{ a: node(id: "a") { ... on Named { name } } x: node(id: "x") { ... on Named { name } ... on Pet { keeper { id } } } }',
      data: { a: { name: 'Ann' }, x: { name: 'Rex', keeper: { id: 'a' } } },
      reference: 'wrong',
    },
  ],
);

describeFederation(
  '@provides on interfaces, on unions and nested',
  {
    feed: {
      sdl: `${federationLink} type Query {
          media: Medium @shareable @provides(fields: "... on Book { title pages }")
          mixed: [Mix] @provides(fields: "... on Book { pages title } ... on Film { minutes }")
          deep: [Box] @provides(fields: "inner { label inner { label } }") }
        union Mix = Book | Film
        interface Medium { id: ID! title: String }
        type Book implements Medium @key(fields: "id") { id: ID! title: String @external pages: Int @external }
        type Film implements Medium @key(fields: "id") { id: ID! title: String @external minutes: Int @external }
        type Box @key(fields: "id") { id: ID! label: String @external inner: Box @external }`,
      resolvers: {
        Query: {
          media: () => ({ __typename: 'Book', id: 'b', title: 'provided', pages: 1 }),
          mixed: () => [
            { __typename: 'Book', id: 'b', title: 'provided', pages: 1 },
            { __typename: 'Film', id: 'f', minutes: 2 },
          ],
          deep: () => [{ id: '1', inner: { id: '2', label: 'two', inner: { id: '3', label: 'three' } } }],
        },
      },
    },
    library: {
      sdl: `${federationLink} type Query { media: Medium @shareable }
        interface Medium { id: ID! title: String }
        type Book implements Medium @key(fields: "id") { id: ID! title: String @shareable pages: Int @shareable lang: String }
        type Film implements Medium @key(fields: "id") { id: ID! title: String @shareable minutes: Int @shareable }
        type Box @key(fields: "id") { id: ID! label: String @shareable inner: Box @shareable size: Int }`,
      resolvers: {
        Query: { media: () => ({ __typename: 'Book', id: 'b', title: 'owned', pages: 9, lang: 'zh' }) },
        Book: fromRows([{ id: 'b', title: 'owned', pages: 9, lang: 'zh' }]),
        Film: fromRows([{ id: 'f', title: 'owned film', minutes: 9 }]),
        Box: fromRows([
          {
            id: '1',
            label: 'owned 1',
            size: 1,
            inner: { id: '2', label: 'owned 2', size: 2, inner: { id: '3', label: 'owned 3', size: 3 } },
          },
        ]),
      },
    },
  },
  [
    {
      query: '{ mixed { ... on Book { title pages } ... on Film { minutes } } }',
      data: { mixed: [{ title: 'provided', pages: 1 }, { minutes: 2 }] },
    },
    {
      query: '{ mixed { ... on Medium { title } ... on Book { lang } } }',
      data: { mixed: [{ title: 'provided', lang: 'zh' }, { title: 'owned film' }] },
    },
    {
      query: '{ deep { inner { label inner { label } } } }',
      data: { deep: [{ inner: { label: 'two', inner: { label: 'three' } } }] },
    },
    {
      query: '{ deep { label inner { label size inner { id label size } } } }',
      data: {
        deep: [
          { label: 'owned 1', inner: { label: 'two', size: 2, inner: { id: '3', label: 'three', size: 3 } } },
        ],
      },
    },
    { query: '{ media { ... on Book { pages title } } }', data: { media: { pages: 1, title: 'provided' } } },
    { query: '{ media { title ... on Book { lang } } }', data: { media: { title: 'owned', lang: 'zh' } } },
  ],
);
