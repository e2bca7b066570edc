import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import { federationLink } from '../../support/federationLink.ts';

/** A tool of the generated world, or a toy; what is missing of it is null, also where the schema forbids it. */
export interface Chained {
  readonly items: readonly (string | null)[] | null;
  readonly rows: readonly (readonly (string | null)[] | null)[];
  readonly missing: readonly string[];
  readonly broken: readonly string[];
}

type Row = { readonly id: string; readonly [field: string]: unknown };

const ids = ['1', '2', '3', '4', '5', '6'];
const id = fc.option(fc.constantFrom(...ids), { freq: 6 });

export const chainedWorlds: fc.Arbitrary<Chained> = fc.record({
  items: fc.option(fc.array(id, { maxLength: 5 }), { freq: 9 }),
  rows: fc.array(fc.option(fc.array(id, { maxLength: 3 }), { freq: 6 }), { maxLength: 3 }),
  missing: fc.subarray(ids, { maxLength: 2 }),
  broken: fc.subarray(ids, { maxLength: 2 }),
});

const shape = (field: fc.Arbitrary<string>) =>
  fc.array(field, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));

const selections = fc.letrec<{ item: string; tool: string }>((tie) => ({
  item: shape(
    fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        'id',
        'name',
        '__typename',
        'count',
        '... on Toy { price }',
        '... on Toy { high: price(unit: 5) }',
        '... on Toy { p: price(unit: $unit) }',
      ),
      fc.constantFrom(
        'count @include(if: $no)',
        'name @skip(if: $yes)',
        '... on Toy { age code }',
        '... on Toy { t: name count }',
      ),
      fc
        .tuple(fc.constantFrom('', '@include(if: $no) ', '@skip(if: $no) '), tie('tool'))
        .map(([on, set]) => `... on Tool ${on}{ ${set} }`),
    ),
  ),
  tool: shape(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'weight',
        'cost',
        'serial',
        'fee',
        'sum: fee',
        'price(unit: 3)',
        'price(unit: $unit)',
        'cost @skip(if: $yes)',
      ),
      tie('item').map((set) => `near { ${set} }`),
      tie('item').map((set) => `best: nearest { ${set} }`),
    ),
  ),
}));

export const chainedOperations: fc.Arbitrary<string> = fc
  .tuple(fc.subarray(['items', 'rows', 'again: items'], { minLength: 1 }), selections.item, selections.item)
  .map(([roots, first, second]) => {
    const fields = roots.map((root, index) => `${root} { ${index === 0 ? first : second} }`);
    return `query ($yes: Boolean!, $no: Boolean! = false, $unit: Int = 3) { ${fields.join(' ')} __typename check(a: $yes, b: $no, c: $unit) }`;
  });

export const chainedSdl = {
  shop: `${federationLink} type Query { items: [Item] rows: [[Item!]] check(a: Boolean, b: Boolean, c: Int): Boolean }
    interface Item @key(fields: "id") { id: ID! name: String }
    type Tool implements Item @key(fields: "id") { id: ID! name: String weight: Int }
    type Toy implements Item @key(fields: "id") { id: ID! name: String age: Int code: Int! }`,
  stock: `${federationLink} type Item @key(fields: "id") @interfaceObject { id: ID! count: Int }`,
  prices: `${federationLink} type Tool @key(fields: "id") { id: ID! price(unit: Int = 2): Int }
    type Toy @key(fields: "id") { id: ID! price(unit: Int = 2): Int }`,
  ship: `${federationLink} interface Item { id: ID! }
    type Tool implements Item @key(fields: "id") { id: ID! weight: Int @external price(unit: Int = 2): Int @external
      cost: Int @requires(fields: "weight price(unit: 3)") serial: Int! near: [Item!] nearest: Item }
    type Toy implements Item @key(fields: "id") { id: ID! }`,
  bills: `${federationLink} type Tool @key(fields: "id") { id: ID! cost: Int @external price(unit: Int = 2): Int @external
      fee: Int @requires(fields: "price(unit: 1) cost") }`,
};

const isTool = (key: string) => Number(key) % 2 === 1;
const itemOf = (key: string | null) =>
  key === null ? null : { __typename: isTool(key) ? 'Tool' : 'Toy', id: key };
const add = (...parts: unknown[]) =>
  parts.some((part) => part === null || part === undefined)
    ? null
    : parts.reduce<number>((sum, part) => sum + Number(part), 0);

function fieldsOf(world: Chained) {
  const unless = (row: Row, value: unknown) => (world.missing.includes(row.id) ? null : value);
  const price = (row: Row, { unit = 2 }: { unit?: number | null }) => {
    if (world.broken.includes(row.id)) throw new Error('broken');
    return unit === null ? null : Number(row.id) * unit;
  };
  const near = (row: Row) => [itemOf(row.id), itemOf(String((Number(row.id) % 6) + 1))];
  return {
    Query: {
      items: () => world.items?.map(itemOf) ?? null,
      rows: () => world.rows.map((row) => row?.map(itemOf) ?? null),
      check: () => true,
    },
    name: (row: Row) => `name ${row.id}`,
    weight: (row: Row) => unless(row, Number(row.id) * 10),
    age: (row: Row) => Number(row.id),
    code: (row: Row) => unless(row, 7),
    count: (row: Row) => unless(row, Number(row.id) + 100),
    price,
    serial: (row: Row) => unless(row, Number(row.id) + 500),
    near,
    nearest: (row: Row) => near(row)[1],
  };
}

/** The world as five subgraphs. */
export function chainedSubgraphs(world: Chained): Readonly<Record<string, GraphQLSchema>> {
  const { Query, name, weight, age, code, count, price, serial, near, nearest } = fieldsOf(world);
  const __resolveReference = async (row: Row) => row;
  const typed = async ({ id: key }: Row) => itemOf(key);
  const tool = {
    __resolveReference,
    serial,
    near,
    nearest,
    cost: (row: Row) => add(row['weight'], row['price']),
  };
  const fee = (row: Row) => add(row['price'], row['cost']);
  const resolvers = {
    shop: {
      Query,
      Item: { __resolveReference: typed },
      Tool: { __resolveReference, name, weight },
      Toy: { __resolveReference, name, age, code },
    },
    stock: { Item: { __resolveReference, count } },
    prices: { Tool: { __resolveReference, price }, Toy: { __resolveReference, price } },
    ship: { Tool: tool, Toy: { __resolveReference } },
    bills: { Tool: { __resolveReference, fee } },
  };
  return Object.fromEntries(
    Object.entries(chainedSdl).map(([service, sdl]) => [
      service,
      buildSubgraphSchema({
        typeDefs: parse(sdl),
        resolvers: Object(resolvers[service as keyof typeof resolvers]),
      }),
    ]),
  );
}

/** The same world as one schema for graphql-js. */
export function chainedMonolith(world: Chained): GraphQLSchema {
  const schema =
    buildSchema(`type Query { items: [Item] rows: [[Item!]] check(a: Boolean, b: Boolean, c: Int): Boolean }
    interface Item { id: ID! name: String count: Int }
    type Tool implements Item { id: ID! name: String count: Int price(unit: Int = 2): Int weight: Int cost: Int fee: Int serial: Int! near: [Item!] nearest: Item }
    type Toy implements Item { id: ID! name: String count: Int price(unit: Int = 2): Int age: Int code: Int! }`);
  const { Query, ...fields } = fieldsOf(world);
  const priceOf = (row: Row, unit: number) =>
    world.broken.includes(row.id) ? null : fields.price(row, { unit });
  const cost = (row: Row) => add(fields.weight(row), priceOf(row, 3));
  const all: Readonly<Record<string, unknown>> = {
    ...Query,
    ...fields,
    cost,
    fee: (row: Row) => add(priceOf(row, 1), cost(row)),
  };
  for (const typeName of ['Query', 'Tool', 'Toy']) {
    const type = schema.getType(typeName);
    if (!type || !('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = all[field.name];
      if ('args' in field && typeof resolve === 'function')
        field.resolve = (row: unknown, args: unknown) => resolve(row, args);
    }
  }
  return schema;
}
