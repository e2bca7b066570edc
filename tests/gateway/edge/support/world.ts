import { federationLink } from '../../../support/federationLink.ts';
import type { TestSubgraph } from '../../../support/serveTestSubgraph.ts';

/** Two subgraphs: persons, and their funds. */
export const world = {
  people: {
    sdl: `${federationLink}
      type Query { me: Person  echo(text: String): String  plus(number: Int!): Int  filtered(in: In): Int }
      input In { n: Int any: [In!] }
      type Mutation { rename(name: String!): Person }
      type Person @key(fields: "id") { id: ID!  name: String  friends: [Person!]! }`,
    resolvers: {
      Query: {
        me: () => ({ id: '1', name: 'Ada' }),
        echo: (_: unknown, { text }: { text: string }) => text,
        plus: (_: unknown, { number }: { number: number }) => number + 1,
      },
      Mutation: { rename: (_: unknown, { name }: { name: string }) => ({ id: '1', name }) },
      Person: { friends: () => [{ id: '1', name: 'Ada' }] },
    },
  },
  funds: {
    sdl: `${federationLink} type Person @key(fields: "id") { id: ID! fund: Int }`,
    resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, fund: 3 }) } },
  },
} satisfies Record<string, TestSubgraph>;
