import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const items = [
  { __typename: 'Doc', id: 'd1', name: 'deed', views: 7, likes: 2 },
  { __typename: 'Pic', id: 'p1', name: 'plan', views: 9, likes: 4 },
];
const people = [
  { __typename: 'Person', id: 'h1', score: 5 },
  { __typename: 'Person', id: 'h2', score: 6 },
];
const [doc, pic] = items;
const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };
const known = items.map(({ id, views, likes }) => ({ id, views, likes }));

/** Objects of an interface that two subgraphs know only as such, among others, under conditions. */
describeFederation(
  'interface objects among others',
  {
    core: {
      sdl: `${federationLink} type Query { any: [Any] items: [Item] people: [Person] }
        union Any = Doc | Pic | Person
        interface Item @key(fields: "id") { id: ID! name: String }
        type Doc implements Item @key(fields: "id") { id: ID! name: String }
        type Pic implements Item @key(fields: "id") { id: ID! name: String }
        type Person @key(fields: "id") { id: ID! items: [Item] }`,
      resolvers: {
        Query: { any: () => [...items, ...people], items: () => items, people: () => people },
        Any: resolveType,
        Item: { ...resolveType, ...fromRows(items) },
        Doc: fromRows(items),
        Pic: fromRows(items),
        Person: { ...fromRows(people), items: () => items },
      },
    },
    stats: {
      sdl: `${federationLink} type Query { hot: [Item] top: Item }
        type Person @key(fields: "id") { id: ID! score: Int! liked: [Item] }
        type Item @key(fields: "id") @interfaceObject { id: ID! views: Int likes: Int related: [Item] fan: Person
          name: String @external headline: String @requires(fields: "name") }`,
      resolvers: {
        Query: { hot: () => [{ id: 'p1' }, { id: 'd1' }], top: () => ({ id: 'd1' }) },
        Person: {
          ...fromRows(people),
          liked: ({ id }: { id: string }) => (id === 'h1' ? [{ id: 'd1' }] : null),
        },
        Item: {
          ...fromRows(known),
          views: ({ id }: { id: string }) => known.find((row) => row.id === id)?.views,
          likes: ({ id }: { id: string }) => known.find((row) => row.id === id)?.likes,
          related: ({ id }: { id: string }) => [{ id: id === 'd1' ? 'p1' : 'd1' }],
          fan: () => people[0],
          headline: ({ name }: { name: string }) => `${name}!`,
        },
      },
    },
    extra: {
      sdl: `${federationLink}
        type Person @key(fields: "id") { id: ID! favorite: Item }
        type Item @key(fields: "id") @interfaceObject { id: ID! views: Int @external
          cheer: String @requires(fields: "views") }`,
      resolvers: {
        Person: {
          ...fromRows(people),
          favorite: ({ id }: { id: string }) => ({ id: id === 'h1' ? 'd1' : 'p1' }),
        },
        Item: {
          ...fromRows(known.map(({ id }) => ({ id }))),
          cheer: ({ views }: { views: number }) => '*'.repeat(views),
        },
      },
    },
  },
  [
    {
      query: '{ any { ... on Person { score } ... on Doc { headline cheer } } }',
      data: { any: [{ headline: 'deed!', cheer: '*******' }, {}, { score: 5 }, { score: 6 }] },
    },
    {
      query: `query ($yes: Boolean!, $no: Boolean!) {
        people @include(if: $yes) { liked { name name @include(if: $yes) @skip(if: $no) } } }`,
      variables: { yes: true, no: false },
      data: { people: [{ liked: [{ name: doc?.name }] }, { liked: null }] },
    },
    {
      query: `query ($no: Boolean!, $never: Boolean!) { people @skip(if: $no) {
        favorite { cheer @include(if: $no) @skip(if: $never) cheer @skip(if: false) } ... on Person { items { id } } } }`,
      variables: { no: false, never: false },
      data: {
        people: ['*'.repeat(7), '*'.repeat(9)].map((cheer) => ({
          favorite: { cheer },
          items: [{ id: 'd1' }, { id: 'p1' }],
        })),
      },
    },
    {
      query: `query ($no: Boolean!) {
        items @skip(if: $no) { ... on Doc { ... on Item { likes } } } items { ... on Pic { cheer } } }`,
      variables: { no: false },
      data: { items: [{ likes: 2 }, { cheer: '*********' }] },
    },
    {
      query: 'query ($yes: Boolean!) { people { favorite @include(if: $yes) { ... on Doc { headline } } } }',
      variables: { yes: true },
      data: { people: [{ favorite: { headline: 'deed!' } }, { favorite: {} }] },
      reference: 'wrong',
    },
    {
      query: `query ($yes: Boolean!) { people {
        favorite { ... on Item @skip(if: $yes) { headline } related @include(if: $yes) { __typename } views }
        liked { ... on Any { ... on Doc { id } } } } }`,
      variables: { yes: true },
      data: {
        people: [
          { favorite: { related: [{ __typename: 'Pic' }], views: 7 }, liked: [{ id: 'd1' }] },
          { favorite: { related: [{ __typename: 'Doc' }], views: 9 }, liked: null },
        ],
      },
    },
    {
      query: '{ hot @skip(if: false) { name } }',
      data: { hot: [{ name: pic?.name }, { name: doc?.name }] },
    },
    {
      query: `query ($yes: Boolean!) { items { ... on Pic { fan { score } } }
        top { ... on Pic @skip(if: $yes) { ... on Item { related { headline } } ... on Any { ... on Doc { id } } }
          ... on Any { __typename } related { related { __typename } } } }`,
      variables: { yes: true },
      data: {
        items: [{}, { fan: { score: 5 } }],
        top: { __typename: 'Doc', related: [{ related: [{ __typename: 'Doc' }] }] },
      },
      // An assertion of the planner fails.
      reference: 'wrong',
    },
  ],
);
