import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const routes = [
  { __typename: 'Path', id: 'p', plot: 'P', name: 'Ridge' },
  { __typename: 'Road', id: 'r', plot: 'R', name: 'Coast' },
];
const distances = [
  { id: 'p', km: 12 },
  { id: 'r', km: 7 },
];

describeFederation(
  'types of which their teller does not know that an interface has them',
  {
    maps: {
      sdl: `${federationLink} interface Route @key(fields: "id") @key(fields: "plot") { id: ID! plot: ID! name: String }
        type Path implements Route @key(fields: "id") @key(fields: "plot") { id: ID! plot: ID! name: String }
        type Road implements Route @key(fields: "id") @key(fields: "plot") { id: ID! plot: ID! name: String }`,
      resolvers: { Route: fromRows(routes), Path: fromRows(routes), Road: fromRows(routes) },
    },
    parks: {
      sdl: `${federationLink} type Query { park: Park } type Park { paths: [Path] }
        interface Route { id: ID! } type Road implements Route @key(fields: "id") { id: ID! }
        type Path @key(fields: "plot") { plot: ID! }`,
      resolvers: { Query: { park: () => ({ paths: [{ plot: 'P' }] }) } },
    },
    length: {
      sdl: `${federationLink} type Route @key(fields: "id") @interfaceObject { id: ID! km: Int }`,
      resolvers: { Route: fromRows(distances) },
    },
    signs: {
      sdl: `${federationLink} type Route @key(fields: "id") @key(fields: "plot") @interfaceObject {
          id: ID! plot: ID! name: String @external km: Int @external sign: String @requires(fields: "name km") }`,
      resolvers: {
        Route: {
          __resolveReference: (row: { id?: string; plot?: string }) => ({
            ...row,
            id: row.id ?? row.plot?.toLowerCase(),
          }),
          sign: ({ name, km }: { name?: string; km?: number }) => `${name}, ${km} km`,
        },
      },
    },
  },
  [
    { query: '{ park { paths { sign } } }', data: { park: { paths: [{ sign: 'Ridge, 12 km' }] } } },
    {
      query: 'query ($yes: Boolean = true) { park { paths { ... @include(if: $yes) { sign } } } }',
      data: { park: { paths: [{ sign: 'Ridge, 12 km' }] } },
    },
  ],
);
