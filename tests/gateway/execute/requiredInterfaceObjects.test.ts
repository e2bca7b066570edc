import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const routes = [
  { __typename: 'Path', id: 'p', name: 'Ridge', width: 1 },
  { __typename: 'Road', id: 'r', name: 'Coast' },
];

describeFederation(
  'interface objects whose fields require what another interface object tells',
  {
    maps: {
      sdl: `${federationLink} type Query { first: Route }
        interface Route @key(fields: "id") { id: ID! name: String }
        type Path implements Route @key(fields: "id") { id: ID! name: String width: Int }
        type Road implements Route @key(fields: "id") { id: ID! name: String }`,
      resolvers: { Query: { first: () => routes[0] }, Route: fromRows(routes), Path: fromRows(routes) },
    },
    length: {
      sdl: `${federationLink} type Query { long: Route! }
        type Route @key(fields: "id") @interfaceObject { id: ID! km: Int! }`,
      resolvers: { Query: { long: () => ({ id: 'p', km: 12 }) }, Route: fromRows([{ id: 'p', km: 12 }]) },
    },
    signs: {
      sdl: `${federationLink} type Route @key(fields: "id") @interfaceObject { id: ID! name: String @external
          km: Int! @external sign: String! @requires(fields: "name km") }`,
      resolvers: {
        Route: {
          __resolveReference: (row: object) => row,
          sign: ({ name, km }: { name: string; km?: number }) => `${name}, ${km} km`,
        },
      },
    },
  },
  [
    {
      query: '{ long { ... on Path { sign } } }',
      data: { long: { sign: 'Ridge, 12 km' } },
      reference: 'wrong',
    },
    {
      query: '{ long { ... on Path { width s: sign km } ... on Road { sign } } first { sign } }',
      data: { long: { width: 1, s: 'Ridge, 12 km', km: 12 }, first: { sign: 'Ridge, 12 km' } },
      reference: 'wrong',
    },
  ],
);
