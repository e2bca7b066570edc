import { buildASTSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ExaminedOperation } from '../../../../gateway/edge/admission/ExaminedOperation.ts';
import { CostModel } from '../../../../gateway/edge/cost/CostModel.ts';
import { edgeLimits } from '../../../../gateway/edge/edgeLimits.ts';
import { createGeneration } from '../../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../../support/composeTest.ts';

const subgraph = {
  name: 'shop',
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@listSize", { name: "@cost", as: "@price" }])
    type Query {
      item: Item
      all: [Item!]!
      some: [Item] @listSize(assumedSize: 3)
      first(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])
      either(first: Int, last: Int): [Item]
        @listSize(slicingArguments: ["first", "last"], assumedSize: 7, requireOneSlicingArgument: false)
      preset(first: Int = 4): [Item] @listSize(slicingArguments: ["first"])
      page(first: Int): Items @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"])
      thing: Thing
      grid: [[Item]]
      filter(where: Where, list: [Where!], text: String, dear: Int @price(weight: 9)): Item
    }
    type Mutation { write(where: Where): Item }
    type Subscription { told: Item }
    input Where { any: [Where!] word: String @price(weight: 2) }
    type Items { nodes: [Item] edges: [Edge] total: Int }
    type Edge { node: Item }
    interface Thing { id: ID related: [Thing] }
    type Item implements Thing @key(fields: "id") { id: ID name: String friends: [Item] related: [Thing] dear: Dear slow: Int @price(weight: 5) grade: Grade }
    type Dear implements Thing @price(weight: 20) { id: ID related: [Thing] item: Item }
    enum Grade @price(weight: 1) { A }
  `,
};
const supergraphSdl = composeTest([subgraph]);
const model = new CostModel(createGeneration(supergraphSdl, 1).supergraphSchema);

function operationOf(text: string, limits: Readonly<Record<string, number>> = {}): ExaminedOperation {
  const { definitions } = parse(text, { noLocation: true });
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === 'FragmentDefinition' ? [[node.name.value, node]] : [])),
  );
  const node = definitions.find(({ kind }) => kind === 'OperationDefinition');
  if (node?.kind !== 'OperationDefinition') throw new Error('no operation');
  return new ExaminedOperation(
    node,
    fragments,
    edgeLimits.parse({ cost: Number.MAX_SAFE_INTEGER, ...limits }),
  );
}
const costOf = (text: string, variables: Readonly<Record<string, unknown>> = {}): number =>
  operationOf(text).cost(variables, model);

describe('an operation costs', () => {
  it.each([
    ['{ __typename }', 0],
    ['{ item { id name } }', 1],
    ['mutation { write { id } }', 11],
    ['subscription { told { id } }', 1],
    // what the schema says of weights: a field, a type, an enum
    ['{ item { slow } }', 6],
    ['{ item { dear { id } } }', 21],
    ['{ item { grade } }', 2],
    // lists: by default ten, as assumed, as asked for, in each other
    ['{ all { id } }', 10],
    ['{ some { id } }', 3],
    ['{ some { friends { id } } }', 3 * (1 + 10)],
    ['{ all { slow } }', 10 * (1 + 5)],
    ['{ grid { id } }', 100],
    ['{ first(first: 5) { friends { slow } } }', 5 * (1 + 10 * (1 + 5))],
    ['{ first(last: 0) { friends { id } } }', 0],
    ['{ first(first: -5) { id } }', 0],
    ['{ either { id } }', 7],
    ['{ either(first: 2, last: 30) { id } }', 30],
    ['{ preset { id } }', 4],
    ['{ preset(first: 2) { id } }', 2],
    // a connection: its size is that of its lists
    ['{ page(first: 8) { total } }', 1],
    ['{ page(first: 8) { nodes { id } edges { node { id } } } }', 1 + 8 + 8 * 2],
    // selections that mean one field count once, whatever they are written in
    ['{ item { friends { id } friends { name } } }', 11],
    [
      '{ item { friends { id } ...F } } fragment F on Item { friends { name ...G } } fragment G on Item { slow }',
      61,
    ],
    ['{ item { a: friends { id } b: friends { id } } }', 21],
    // an abstract type costs as much as the dearest that it may be
    ['{ thing { id } }', 20],
    ['{ thing { ... on Item { friends { id } } ... on Dear { item { id } } } }', 20 + 10],
    ['{ thing { related { id } ... on Item { friends { id } } } }', 20 + 10 * 20 + 10],
    ['{ item { ... on Dear { item { id } } ... on Thing { id } } }', 1],
    // values
    ['{ filter(text: "a") { id } }', 1],
    ['{ filter(dear: 1) { id } }', 10],
    ['{ filter(where: {}) { id } }', 2],
    ['{ filter(where: { any: [{}, { word: "a" }] }) { id } }', 1 + 3 + 2],
    ['{ filter(list: [{ word: "a" }, { word: "b" }]) { id } }', 1 + 2 * 3],
    // what is left out costs nothing
    ['{ all @skip(if: true) { id } item { id } }', 1],
    ['{ ... @include(if: false) { all { id } } item { id } }', 1],
    // what is unknown costs nothing, and is refused by validation
    ['{ unknown { all } item(first: 3) { id } }', 1],
    // introspection is bounded by its depth
    ['{ __schema { types { fields { name } } } }', 3],
    ['{ item { id } __type(name: "Item") { name } }', 2],
  ])('%s: %d', (text, cost) => {
    expect(costOf(text)).toBe(cost);
  });

  it('what its variables make of it', () => {
    const paged =
      'query ($n: Int = 2, $w: Where, $no: Boolean = false) { first(first: $n) { friends @skip(if: $no) { id } } filter(where: $w) { id } }';

    expect(costOf(paged)).toBe(2 * 11 + 1);
    expect(costOf(paged, { n: 100 })).toBe(100 * 11 + 1);
    expect(costOf(paged, { n: 100, no: true })).toBe(100 + 1);
    expect(costOf(paged, { n: 0, w: { any: [{ word: 'a' }, { any: [{}] }] } })).toBe(0 + 1 + 1 + 3 + 1 + 1);
    expect(costOf('query ($w: String) { filter(where: { word: $w }) { id } }', { w: 'a' })).toBe(4);
  });

  it.each([
    ['{ first { id } }', {}],
    ['{ first(first: 1, last: 1) { id } }', {}],
    ['query ($a: Int, $b: Int) { first(first: $a, last: $b) { id } }', { a: 1, b: 1 }],
    ['query ($a: Int) { first(first: $a) { id } }', { a: null }],
    ['query ($a: Int) { first(first: $a) { id } }', { a: 'many' }],
  ])('nothing where it is unclear how much is asked for: %s %o', (text, variables) => {
    expect(() => costOf(text, variables)).toThrow(
      'The field first needs exactly one of the arguments first, last',
    );
  });
});

describe('an operation that costs too much', () => {
  it('is told by how much, and where it grows; not by words of its own', () => {
    const text =
      'query ($n: Int!) { secret: first(first: $n) { secret: friends { secret: friends { id } } } item { id } }';

    expect(() => operationOf(text, { cost: 1_000 }).cost({ n: 20 }, model)).toThrow(
      'The operation costs 2221, and may cost 1000; most of it comes from first (×20).friends (×10).friends (×10)',
    );
    expect(operationOf(text, { cost: 1_000 }).cost({ n: 9 }, model)).toBe(9 * 111 + 1);
  });

  it('does not slip through where numbers end', () => {
    const deep = (levels: number) =>
      `{ first(first: 2147483647) ${'{ friends '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;
    for (const levels of [10, 58, 400]) {
      expect(() => operationOf(deep(levels)).cost({}, model)).toThrow(/costs more than 9007199254740991/);
    }
    const variable = 'query ($n: Int) { first(first: $n) { friends { id } } }';
    expect(() => operationOf(variable).cost({ n: Number.POSITIVE_INFINITY }, model)).toThrow(
      /costs more than 9007199254740991/,
    );
  });

  it('cannot hide in fragments that double', () => {
    const levels = Array.from(
      { length: 40 },
      (_, n) =>
        `fragment F${n} on Thing { ... on Item { related { ...F${n + 1} } } ... on Thing { related { ...F${n + 1} } } }`,
    );
    const text = `{ thing { ...F0 } } ${levels.join(' ')} fragment F40 on Thing { id }`;

    expect(() => costOf(text)).toThrow('A document may select 20000 fields at most');
  });
});

it('reads directives under the names that a supergraph gives them', () => {
  const sdl = (link: string, cost: string, listSize: string) =>
    `schema ${link} { query: Query } type Query { a: [T] @${listSize}(assumedSize: 2) } type T @${cost}(weight: 3) { id: ID }`;
  const costIn = (text: string) =>
    operationOf('{ a { id } }').cost(
      {},
      new CostModel(buildASTSchema(parse(text), { assumeValid: true, assumeValidSDL: true })),
    );
  const url = 'url: "https://specs.apollo.dev/cost/v0.1"';

  expect(costIn(sdl('', 'cost', 'listSize'))).toBe(6);
  expect(costIn(sdl(`@link(${url}, import: ["@cost", "@listSize"])`, 'cost', 'listSize'))).toBe(6);
  expect(costIn(sdl(`@link(${url})`, 'cost', 'cost__listSize'))).toBe(6);
  expect(costIn(sdl(`@link(${url}, as: "price")`, 'price', 'price__listSize'))).toBe(6);
  expect(
    costIn(sdl(`@link(${url}, import: [{ name: "@listSize", as: "@many" }, "@cost"])`, 'cost', 'many')),
  ).toBe(6);
});
