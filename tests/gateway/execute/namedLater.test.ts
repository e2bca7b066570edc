import { expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation } from '../../support/startTestFederation.ts';

const items = [
  { __typename: 'Doc', id: 'd1', name: 'deed' },
  { __typename: 'Pic', id: 'p1', name: 'plan' },
];

it('asks each object once what its type is asked, though it came without its type', async () => {
  const asked: string[] = [];
  const federation = await startTestFederation({
    core: {
      sdl: `${federationLink} type Query { items: [Item] }
        interface Item @key(fields: "id") { id: ID! name: String }
        type Doc implements Item @key(fields: "id") { id: ID! name: String }
        type Pic implements Item @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Item: { __resolveType: ({ __typename }: { __typename: string }) => __typename, ...fromRows(items) },
        Doc: fromRows(items),
        Pic: fromRows(items),
      },
    },
    stats: {
      sdl: `${federationLink} type Item @key(fields: "id") @interfaceObject { id: ID! views: Int seal: String }`,
      resolvers: {
        Item: {
          __resolveReference: (row: object) => row,
          views: ({ id }: { id: string }) => void asked.push(`views of ${id}`),
          seal: ({ id }: { id: string }) => {
            asked.push(`seal of ${id}`);
            if (id === 'd1') throw new Error('only pictures have seals');
            return 'wax';
          },
        },
      },
    },
    extra: {
      sdl: `${federationLink} type Query { found: [Item] }
        type Item @key(fields: "id") @interfaceObject { id: ID! }`,
      resolvers: { Query: { found: () => items.map(({ id }) => ({ id })) } },
    },
  });

  const answer = await federation.run('{ found { ... on Doc { views } ... on Pic { seal } } }');

  expect(answer).toEqual({ data: { found: [{ views: null }, { seal: 'wax' }] } });
  expect(asked.toSorted()).toEqual(['seal of p1', 'views of d1']);
  await federation.close();
});
