import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const routes = [
  { __typename: 'Path', id: 'p', far: 1 },
  { __typename: 'Road', id: 'r', far: 2 },
];
const itself = { __resolveReference: (row: object) => row };

describeFederation(
  'interface objects whose fields require each other, below a link of one of them',
  {
    maps: {
      sdl: `${federationLink} type Query { first: Route }
        interface Route @key(fields: "id") { id: ID! far: Int }
        type Path implements Route @key(fields: "id") { id: ID! far: Int }
        type Road implements Route @key(fields: "id") { id: ID! far: Int }`,
      resolvers: { Query: { first: () => routes[0] }, Route: fromRows(routes), Path: fromRows(routes) },
    },
    tolls: {
      sdl: `${federationLink} type Route @key(fields: "id") @interfaceObject { id: ID! far: Int @external
          toll: Int @requires(fields: "far") next: Route nexts: [Route] }`,
      resolvers: {
        Route: {
          ...itself,
          toll: ({ far }: { far?: number }) => (far === undefined ? -1 : far * 10),
          next: () => ({ id: 'r' }),
          nexts: () => [{ id: 'r' }, { id: 'p' }],
        },
      },
    },
    bills: {
      sdl: `${federationLink} type Route @key(fields: "id") @interfaceObject { id: ID! toll: Int @external
          bill: Int @requires(fields: "toll") }`,
      resolvers: { Route: { ...itself, bill: ({ toll }: { toll?: number }) => Number(toll) + 1 } },
    },
  },
  [
    { query: '{ first { next { bill } } }', data: { first: { next: { bill: 21 } } } },
    {
      query: '{ first { bill nexts { bill next { bill toll } } } }',
      data: {
        first: {
          bill: 11,
          nexts: [
            { bill: 21, next: { bill: 21, toll: 20 } },
            { bill: 11, next: { bill: 21, toll: 20 } },
          ],
        },
      },
    },
  ],
);
