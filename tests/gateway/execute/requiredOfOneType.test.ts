import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const rows = [
  { __typename: 'Doc', id: 'd', name: 'Dune' },
  { __typename: 'Pic', id: 'p', name: 'Cat' },
];

interface Known {
  readonly name: string;
  readonly size: number;
  readonly weight: number;
}

// What an interface object requires the planner asks of each type, where it knows what type there is, too, and ended in an error.
describeFederation(
  'what an interface object requires, of an object whose type is known',
  {
    core: {
      sdl: `${federationLink} type Query { doc: Doc pic: Pic items: [Item] shelf: Shelf }
        type Shelf { first: Doc }
        interface Item @key(fields: "id") { id: ID! name: String }
        type Doc implements Item @key(fields: "id") { id: ID! name: String }
        type Pic implements Item @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: {
          doc: () => rows[0],
          pic: () => rows[1],
          items: () => rows,
          shelf: () => ({ first: rows[0] }),
        },
        Item: fromRows(rows),
      },
    },
    sizes: {
      sdl: `${federationLink} type Item @key(fields: "id") @interfaceObject {
        id: ID! name: String @external weight: Int size: Int @requires(fields: "name") }`,
      resolvers: {
        Item: {
          __resolveReference: (row: object) => row,
          weight: () => 3,
          size: ({ name }: Known) => name.length,
        },
      },
    },
    labels: {
      sdl: `${federationLink} type Item @key(fields: "id") @interfaceObject { id: ID! name: String @external
        size: Int @external weight: Int @external label: String @requires(fields: "name size weight") }`,
      resolvers: {
        Item: {
          __resolveReference: (row: object) => row,
          label: ({ name, size, weight }: Known) => `${name} ${size} ${weight}`,
        },
      },
    },
  },
  [
    { query: '{ doc { label } }', data: { doc: { label: 'Dune 4 3' } } },
    { query: '{ pic { ... on Item { label } } }', data: { pic: { label: 'Cat 3 3' } } },
    {
      query: '{ shelf { first { code: label size } } }',
      data: { shelf: { first: { code: 'Dune 4 3', size: 4 } } },
    },
    { query: '{ items { ... on Pic { label } } }', data: { items: [{}, { label: 'Cat 3 3' }] } },
    { query: '{ items { label } }', data: { items: [{ label: 'Dune 4 3' }, { label: 'Cat 3 3' }] } },
  ],
);
