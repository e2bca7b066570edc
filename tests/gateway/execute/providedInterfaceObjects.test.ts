import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const places = [
  { __typename: 'Park', id: 'p', name: 'Green', trees: 9 },
  { __typename: 'Pool', id: 'w', name: 'Blue', lanes: 6 },
];

describeFederation(
  'interface objects that something is provided of',
  {
    core: {
      sdl: `${federationLink} type Query { first: Place }
        interface Place @key(fields: "id") { id: ID! name: String }
        type Park implements Place @key(fields: "id") { id: ID! name: String @shareable trees: Int }
        type Pool implements Place @key(fields: "id") { id: ID! name: String @shareable lanes: Int }`,
      resolvers: { Query: { first: () => places[0] }, Place: fromRows(places), Park: fromRows(places) },
    },
    guide: {
      sdl: `${federationLink} type Query { tips: [Place] @provides(fields: "name") }
        type Place @key(fields: "id") @interfaceObject { id: ID! name: String @external stars: Int
          near: Place @provides(fields: "name") }`,
      resolvers: {
        Query: {
          tips: () => [{ id: 'p', name: 'Green', stars: 5 }, null, { id: 'w', name: 'Blue', stars: 3 }],
        },
        Place: {
          __resolveReference: ({ id }: { id: string }) => ({ id, stars: id === 'p' ? 5 : 3 }),
          near: ({ id }: { id: string }) => (id === 'p' ? { id: 'w', name: 'Blue' } : null),
        },
      },
    },
  },
  [
    {
      query: '{ tips { name stars } }',
      data: { tips: [{ name: 'Green', stars: 5 }, null, { name: 'Blue', stars: 3 }] },
    },
    {
      query: '{ tips { ... on Park { name trees } } }',
      data: { tips: [{ name: 'Green', trees: 9 }, null, {}] },
      reference: 'wrong',
    },
    {
      query: '{ first { near { __typename ... on Pool { name lanes } ... on Park { stars } } } }',
      data: { first: { near: { __typename: 'Pool', name: 'Blue', lanes: 6 } } },
      reference: 'wrong',
    },
    {
      query: '{ tips { ... on Park { near { ... on Pool { name near { name } } } stars } } }',
      data: { tips: [{ near: { name: 'Blue', near: null }, stars: 5 }, null, {}] },
      reference: 'wrong',
    },
  ],
);
