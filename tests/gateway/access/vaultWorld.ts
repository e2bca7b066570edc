import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';

/** What stands in protected fields; no answer to somebody without rights may hold it. */
export const CANARY = 'canary';

const node = (__typename: string, id: string) => ({
  __typename,
  id,
  label: __typename === 'Film' ? `${CANARY} label` : `label ${id}`,
  title: `title ${id}`,
  price: `${CANARY} price`,
  code: `${CANARY} code`,
  grade: 'TOP',
});

const nodes = [node('Book', '1'), node('Film', '2'), node('Book', '3')];
const safe = { __typename: 'Safe', id: '9', content: `${CANARY} content` };

const resolveType = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

/** A federation that protects fields, types, scalars, enums, and what follows from them. */
export const vault = {
  shelf: {
    sdl: `${federationLink}
      type Query {
        open: String  book: Book  strict: Book!  books: [Book!]!  named: [Named]  nodes: [Node]  stuff: [Stuff]  safe: Safe
        hidden: String @authenticated
      }
      type Mutation { free: String  guarded: String @requiresScopes(scopes: [["write"]]) }
      interface Named { title: String }
      interface Node @key(fields: "id") { id: ID!  label: String  title: String }
      union Stuff = Book | Film | Safe
      scalar Code @policy(policies: [["codes"]])
      enum Grade @requiresScopes(scopes: [["grades"]]) { TOP LOW }
      type Book implements Node & Named @key(fields: "id") {
        id: ID!  label: String  title: String  next: Book  self: Book!  code: Code  grade: Grade
        price: String @requiresScopes(scopes: [["clerk", "audit"], ["chief"]])
        must: String! @authenticated
      }
      type Film implements Node & Named @key(fields: "id") { id: ID!  label: String @authenticated  title: String }
      type Card implements Node @key(fields: "id") { id: ID!  label: String  title: String }
      type Safe @key(fields: "id") @authenticated { id: ID!  content: String }`,
    resolvers: {
      Query: {
        open: () => 'open',
        book: () => nodes[0],
        strict: () => nodes[0],
        books: () => nodes.filter(({ __typename }) => __typename === 'Book'),
        named: () => nodes,
        nodes: () => nodes,
        stuff: () => [...nodes, safe],
        safe: () => safe,
        hidden: () => `${CANARY} hidden`,
      },
      Mutation: { free: () => 'free', guarded: () => `${CANARY} guarded` },
      Named: resolveType,
      Node: { ...resolveType, ...fromRows(nodes) },
      Stuff: resolveType,
      Book: {
        ...fromRows(nodes),
        next: () => nodes[2],
        self: (row: object) => row,
        must: () => `${CANARY} must`,
      },
      Film: fromRows(nodes),
      Card: fromRows(nodes),
      Safe: fromRows([safe]),
    },
  },
  store: {
    sdl: `${federationLink}
      type Query { stocked: [Node] }
      type Node @key(fields: "id") @interfaceObject { id: ID!  stock: Int  reserve: String @requiresScopes(scopes: [["clerk"]]) }`,
    resolvers: {
      Query: { stocked: () => nodes.map(({ id }) => ({ id })) },
      Node: {
        __resolveReference: (row: object) => row,
        stock: ({ id }: { id: string }) => Number(id),
        reserve: () => `${CANARY} reserve`,
      },
    },
  },
  till: {
    sdl: `${federationLink}
      type Book @key(fields: "id") {
        id: ID!  price: String @external
        offer: String @requires(fields: "price") @requiresScopes(scopes: [["clerk", "audit"], ["chief"]])
      }
      type Safe @key(fields: "id") { id: ID!  weight: Int }`,
    resolvers: {
      Book: {
        __resolveReference: (row: object) => row,
        offer: ({ price }: { price: string }) => `offer of ${price}`,
      },
      Safe: { __resolveReference: (row: object) => ({ ...row, weight: 5 }) },
    },
  },
} satisfies Record<string, TestSubgraph>;

/** Somebody who is signed in. */
export const callerWith = (...scopes: readonly string[]) => ({
  issuer: 'https://identity.example',
  subject: 'u-1',
  portal: 'test-portal',
  scopes,
  purpose: 'self',
});
