import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

describeFederation(
  'types that only one subgraph tells exactly, and lists in which no fragment meets anything',
  {
    books: {
      sdl: `${federationLink} type Query { best: Book @shareable items: [Item] } interface Item { id: ID! }
        type Book implements Item @key(fields: "id") { id: ID! title: String @shareable }
        type Issue implements Item @key(fields: "id") { id: ID! title: String @shareable }`,
      resolvers: {
        Query: {
          best: () => ({ id: '1' }),
          items: () => [
            { __typename: 'Book', id: '1' },
            { __typename: 'Issue', id: '2' },
          ],
        },
        Book: { title: () => 'one' },
        Issue: { title: () => 'two' },
      },
    },
    press: {
      sdl: `${federationLink} type Query { best: Media @shareable } union Media = Book | Issue
        interface Item { id: ID! similar: [Item] }
        type Book implements Item @key(fields: "id") { id: ID! title: String @shareable similar: [Book] }
        type Issue implements Item @key(fields: "id") { id: ID! title: String @shareable similar: [Issue] }`,
      resolvers: {
        Query: { best: () => ({ __typename: 'Book', id: '1' }) },
        Book: { __resolveReference: ({ id }: { id: string }) => ({ id, similar: [{ id: '3' }] }) },
        Issue: { __resolveReference: ({ id }: { id: string }) => ({ id, similar: [{ id: '4' }, null] }) },
      },
    },
  },
  [
    { query: '{ best { kind: __typename } }', data: { best: { kind: 'Book' } } },
    { query: '{ best { ... on Book { title } } }', data: { best: { title: 'one' } }, reference: 'wrong' },
    {
      query: '{ items { similar { ... on Book { id } } } }',
      data: { items: [{ similar: [{ id: '3' }] }, { similar: [{}, null] }] },
      reference: 'wrong',
    },
  ],
);

describeFederation(
  'keys that are told more exactly than the interface tells them',
  {
    shelves: {
      sdl: `${federationLink} type Query { items: [Item] } interface Item { id: ID }
        type Book implements Item @key(fields: "id") { id: ID! } type Leaf implements Item { id: ID }`,
      resolvers: {
        Query: {
          items: () => [
            { __typename: 'Book', id: '1' },
            { __typename: 'Leaf', id: '2' },
          ],
        },
      },
    },
    press: {
      sdl: `${federationLink} type Book @key(fields: "id") { id: ID! title: String }`,
      resolvers: { Book: { __resolveReference: () => ({ title: 'one' }) } },
    },
  },
  [
    {
      query: 'query ($yes: Boolean!) { items { id ... @include(if: $yes) { ... on Book { title } } } }',
      variables: { yes: true },
      data: { items: [{ id: '1', title: 'one' }, { id: '2' }] },
    },
    {
      query: 'query ($yes: Boolean!) { items { ... @include(if: $yes) { id ... on Book { title } } } }',
      variables: { yes: false },
      data: { items: [{}, {}] },
    },
  ],
);
