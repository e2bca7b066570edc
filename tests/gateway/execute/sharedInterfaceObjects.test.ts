import { expect, it } from 'vitest';
import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation } from '../../support/startTestFederation.ts';

describeFederation(
  'fields of one interface object that another one leads to',
  {
    core: {
      sdl: `${federationLink} type Query { me: Person }
        interface Item @key(fields: "id") { id: ID! name: String }
        type Doc implements Item @key(fields: "id") { id: ID! name: String }
        type Pic implements Item @key(fields: "id") { id: ID! name: String }
        type Person @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { me: () => ({ id: 'p' }) },
        Item: fromRows([
          { __typename: 'Doc', id: 'd', name: 'Dune' },
          { __typename: 'Pic', id: 'c', name: 'Cat' },
        ]),
      },
    },
    stats: {
      sdl: `${federationLink} type Item @key(fields: "id") @interfaceObject {
        id: ID! name: String @external headline: String @requires(fields: "name") }`,
      resolvers: {
        Item: {
          __resolveReference: (row: object) => row,
          headline: ({ name }: { name: string }) => `${name}!`,
        },
      },
    },
    extra: {
      sdl: `${federationLink} type Item @key(fields: "id") @interfaceObject { id: ID! cheer: String }
        type Person @key(fields: "id") { id: ID! first: Item second: Item }`,
      resolvers: {
        Item: { __resolveReference: (row: object) => row, cheer: ({ id }: { id: string }) => `hooray ${id}` },
        Person: {
          __resolveReference: (row: object) => row,
          first: () => ({ id: 'd' }),
          second: () => ({ id: 'c' }),
        },
      },
    },
  },
  [
    {
      // The planner would merge a fetch into one that waits for it, and never end.
      query: '{ me { first { ... on Doc { headline } } second { ... on Doc { headline } } } }',
      data: { me: { first: { headline: 'Dune!' }, second: {} } },
    },
    {
      query: `{ me { first { cheer ... on Doc { headline name } ... on Pic { headline } }
        second { __typename ... on Doc { headline } ... on Pic { name headline cheer } } } }`,
      data: {
        me: {
          first: { cheer: 'hooray d', headline: 'Dune!', name: 'Dune' },
          second: { __typename: 'Pic', name: 'Cat', headline: 'Cat!', cheer: 'hooray c' },
        },
      },
    },
  ],
);

it('asks an interface object about nothing that it is given no key of', async () => {
  const federation = await startTestFederation({
    core: {
      sdl: `${federationLink} type Query { ready: Boolean }
        interface Item @key(fields: "id") { id: ID! name: String }
        type Book implements Item @key(fields: "id") { id: ID! name: String }
        type Film implements Item @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Item: fromRows([
          { __typename: 'Book', id: 'b', name: 'Dune' },
          { __typename: 'Film', id: 'f', name: 'Solaris' },
        ]),
      },
    },
    views: {
      sdl: `${federationLink} type Query { seen: [Item] }
        type Item @key(fields: "id") @interfaceObject { id: ID! views: Int
          name: String @external title: String @requires(fields: "name") }`,
      resolvers: {
        Query: {
          seen: () => [
            { id: 'b', views: 1 },
            { id: 'f', views: 2 },
          ],
        },
        Item: { __resolveReference: (row: object) => row, title: ({ name }: { name: string }) => `${name}!` },
      },
    },
  });
  const answer = await federation
    .run('{ seen { __typename views ... on Film { id title } } }')
    .finally(federation.close);

  expect(answer).toEqual({
    data: {
      seen: [
        { __typename: 'Book', views: 1 },
        { __typename: 'Film', views: 2, id: 'f', title: 'Solaris!' },
      ],
    },
  });
  expect(federation.subgraphs['views']?.requests.map(({ variables }) => variables)).toEqual([
    {},
    { representations: [{ __typename: 'Item', id: 'f', name: 'Solaris' }] },
  ]);
});
