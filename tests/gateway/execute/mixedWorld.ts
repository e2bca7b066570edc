import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import { federationLink } from '../../support/federationLink.ts';

/** A thing of the generated world, or a gap. */
export type Thing = { readonly __typename: 'Book' | 'Film'; readonly id: string } | null;

/** What a generated world holds; ids in `broken` fail in the second subgraph, as references and in each field. */
export interface World {
  readonly grid: readonly (readonly Thing[] | null)[];
  readonly list: readonly Thing[];
  readonly related: Readonly<Record<string, readonly Thing[]>>;
  readonly broken: readonly string[];
}

const ids = ['1', '2', '3', '4', '5'];
const thing: fc.Arbitrary<Thing> = fc.option(
  fc.record({ __typename: fc.constantFrom('Book' as const, 'Film' as const), id: fc.constantFrom(...ids) }),
  { freq: 5 },
);

export const worlds: fc.Arbitrary<World> = fc.record({
  grid: fc.array(fc.option(fc.array(thing, { maxLength: 4 }), { freq: 6 }), { maxLength: 4 }),
  list: fc.array(thing, { maxLength: 6 }),
  related: fc
    .array(fc.array(thing, { maxLength: 3 }), { minLength: ids.length, maxLength: ids.length })
    .map((rows) => Object.fromEntries(rows.map((row, index) => [ids[index] ?? '', row]))),
  broken: fc.subarray(ids, { maxLength: 2 }),
});

const shape = (field: fc.Arbitrary<string>) =>
  fc.array(field, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

/** Selections of a thing; `$no` is false and `$yes` is true. */
const selections = fc.letrec<{ thing: string; book: string; film: string }>((tie) => ({
  thing: shape(
    fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('__typename', 'k: __typename', '... on Node { id }', '... on Stocked { stock }'),
      fc.constantFrom('... on Node @skip(if: $yes) { id }', '... on Stocked @include(if: $yes) { s: stock }'),
      fc
        .tuple(fc.constantFrom('', '@include(if: $no) ', '@skip(if: $no) '), tie('book'))
        .map(([on, set]) => `... on Book ${on}{ ${set} }`),
      tie('film').map((set) => `... on Film { ${set} }`),
    ),
  ),
  book: shape(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'id',
        'title',
        'stock',
        'bookStock: stock',
        'title @include(if: $no)',
        'stock @skip(if: $yes)',
      ),
      tie('thing').map((set) => `related { ${set} }`),
      tie('thing').map((set) => `bookRelated: related @include(if: $yes) { ${set} }`),
    ),
  ),
  film: shape(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('id', 'length', 'stock', 'filmStock: stock', '__typename'),
      tie('film').map((set) => `sequel { ${set} }`),
    ),
  ),
}));

export const operations: fc.Arbitrary<string> = fc
  .tuple(fc.subarray(['grid', 'list', 'g2: grid'], { minLength: 1 }), selections.thing, selections.thing)
  .map(([roots, first, second]) => {
    const fields = roots.map((root, index) => `${root} { ${index === 0 ? first : second} }`);
    return `query ($yes: Boolean!, $no: Boolean! = false) { ${fields.join(' ')} check(a: $yes, b: $no) }`;
  });

const first = `type Query { grid: [[Thing]] list: [Node] check(a: Boolean, b: Boolean): Boolean }
  union Thing = Book | Film interface Node { id: ID! }`;

export const subgraphSdl = {
  first: `${federationLink} ${first}
    type Book implements Node @key(fields: "id") { id: ID! title: String }
    type Film implements Node @key(fields: "id") { id: ID! length: Int }`,
  second: `${federationLink} union Thing = Book | Film interface Stocked { stock: Int }
    type Book implements Stocked @key(fields: "id") { id: ID! stock: Int related: [Thing] }
    type Film implements Stocked @key(fields: "id") { id: ID! stock: Int sequel: Film }`,
};

const firstResolvers = (world: World) => ({
  Query: { grid: () => world.grid, list: () => world.list, check: () => true },
  Book: { title: ({ id }: { id: string }) => `title ${id}`, __resolveReference: (row: object) => row },
  Film: { length: ({ id }: { id: string }) => Number(id), __resolveReference: (row: object) => row },
});

type Resolve = (row: { id: string }) => unknown;

function secondFields(world: World): Readonly<Record<string, Readonly<Record<string, Resolve>>>> {
  const breakable =
    (resolve: Resolve): Resolve =>
    (row) => {
      if (world.broken.includes(row.id)) throw new Error('broken');
      return resolve(row);
    };
  return {
    Book: {
      stock: breakable(({ id }) => Number(id) * 2),
      related: breakable(({ id }) => world.related[id] ?? null),
    },
    Film: {
      stock: breakable(({ id }) => Number(id) * 3),
      sequel: breakable(({ id }) => (id === '5' ? null : { __typename: 'Film', id: String(Number(id) + 1) })),
    },
  };
}

/** The world as two subgraphs. */
export function subgraphsOf(world: World): Readonly<Record<string, GraphQLSchema>> {
  const reference = {
    // Asynchronous, for `@apollo/subgraph` lets one reference that throws at once fail all others with it.
    __resolveReference: async (row: { id: string }) => {
      if (world.broken.includes(row.id)) throw new Error('broken');
      return row;
    },
  };
  const fields = secondFields(world);
  return {
    first: buildSubgraphSchema({
      typeDefs: parse(subgraphSdl.first),
      resolvers: Object(firstResolvers(world)),
    }),
    second: buildSubgraphSchema({
      typeDefs: parse(subgraphSdl.second),
      resolvers: Object({
        Book: { ...fields['Book'], ...reference },
        Film: { ...fields['Film'], ...reference },
      }),
    }),
  };
}

/** The same world as one schema for graphql-js. */
export function monolithOf(world: World): GraphQLSchema {
  const schema = buildSchema(`${first} interface Stocked { stock: Int }
    type Book implements Node & Stocked { id: ID! title: String stock: Int related: [Thing] }
    type Film implements Node & Stocked { id: ID! length: Int stock: Int sequel: Film }`);
  const { Query, Book, Film } = firstResolvers(world);
  const second = secondFields(world);
  const all: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
    Query,
    Book: { ...Book, ...second['Book'] },
    Film: { ...Film, ...second['Film'] },
  };
  for (const [typeName, fields] of Object.entries(all)) {
    const type = schema.getType(typeName);
    if (!type || !('getFields' in type)) continue;
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field && 'args' in field) field.resolve = (row) => resolve(row);
    }
  }
  return schema;
}
