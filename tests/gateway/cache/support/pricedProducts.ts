import { federationLink } from '../../../support/federationLink.ts';
import type { TestSubgraph } from '../../../support/serveTestSubgraph.ts';

/** Products, and what they cost, which may be kept: as much as their id has letters. */
export const pricedProducts: Readonly<Record<string, TestSubgraph>> = {
  shop: {
    sdl: `${federationLink} type Query { product(id: ID!): Product } type Product @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { product: (_: unknown, { id }: { id: string }) => ({ id }) } },
  },
  prices: {
    sdl: `${federationLink} type Product @key(fields: "id") { id: ID! price: Int }`,
    resolvers: { Product: { __resolveReference: ({ id }: { id: string }) => ({ id, price: id.length }) } },
    intercept: (_, response) => {
      response.setHeader('cache-control', 'public, max-age=60');
    },
  },
};
