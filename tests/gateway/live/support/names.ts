import { federationLink } from '../../../support/federationLink.ts';
import type { TestSubgraph } from '../../../support/serveTestSubgraph.ts';

/** The subgraph that knows what persons are called; the one of id 13 nobody may know. */
export const names: TestSubgraph = {
  sdl: `${federationLink}
    type Query { me: Person }
    type Mutation { rename(name: String!): String }
    type Person @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: { me: () => ({ id: '1', name: 'name 1' }) },
    Mutation: { rename: (_: unknown, { name }: { name: string }) => name },
    Person: {
      __resolveReference: ({ id }: { id: string }) => {
        if (id === '13') throw new Error('nobody may know');
        return { id, name: `name ${id}` };
      },
    },
  },
};

/** Asks for what both subgraphs know. */
export const TICKS = 'subscription Ticks { ticked { number person { name } } }';

/** What a client is told of a tick. */
export const tick = (number: number) => ({
  data: { ticked: { number, person: { name: `name ${number}` } } },
});
