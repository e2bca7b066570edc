import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const wells = [
  { __typename: 'Well', id: 'w1', plot: 'p1', grid: 'g1', depth: 4, silt: 2 },
  { __typename: 'Well', id: 'w2', plot: 'p2', grid: 'g2', depth: 6, silt: 1 },
];
const neighbour = ({ id }: { id: string }) => wells.find((well) => well.id !== id);

describeFederation(
  'a key of a key, to a subgraph where a field requires what others know',
  {
    list: {
      sdl: `${federationLink} type Query { wells: [Well] }
        type Well @key(fields: "id") { id: ID! depth: Int next: Well }`,
      resolvers: { Query: { wells: () => wells }, Well: { ...fromRows(wells), next: neighbour } },
    },
    plots: {
      sdl: `${federationLink} type Well @key(fields: "id") @key(fields: "plot") { id: ID! plot: ID! silt: Int }`,
      resolvers: { Well: fromRows(wells) },
    },
    grids: {
      sdl: `${federationLink} type Well @key(fields: "plot") @key(fields: "grid plot") { plot: ID! grid: ID! }`,
      resolvers: { Well: fromRows(wells, 'plot') },
    },
    water: {
      sdl: `${federationLink} type Well @key(fields: "grid plot") @key(fields: "id", resolvable: false) {
        id: ID! plot: ID! grid: ID! depth: Int @external silt: Int @external next: Well @external
        level: Int @requires(fields: "depth next { silt }") isOpen: Boolean }`,
      resolvers: {
        Well: {
          ...fromRows(wells, 'plot'),
          level: ({ depth, next }: { depth: number; next: { silt: number } }) => depth - next.silt,
          isOpen: () => true,
        },
      },
    },
  },
  [
    { query: '{ wells { level } }', data: { wells: [{ level: 3 }, { level: 4 }] } },
    {
      query: '{ wells { isOpen level next { isOpen level } } }',
      data: {
        wells: [
          { isOpen: true, level: 3, next: { isOpen: true, level: 4 } },
          { isOpen: true, level: 4, next: { isOpen: true, level: 3 } },
        ],
      },
    },
  ],
);
