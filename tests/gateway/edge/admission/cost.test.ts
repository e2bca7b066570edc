import { buildASTSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Admission } from '../../../../gateway/edge/admission/Admission.ts';
import { edgeLimits } from '../../../../gateway/edge/edgeLimits.ts';
import { createGeneration } from '../../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../../support/composeTest.ts';
import { openGate } from './openGate.ts';

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
      slack(first: Int = 4): [Item] @listSize(slicingArguments: ["first"], assumedSize: 7, requireOneSlicingArgument: false)
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
    interface Thing { id: ID related: [Thing] parts: [Item] heavy(n: Int): Int paged(first: Int): Items }
    type Item implements Thing @key(fields: "id") { id: ID name: String friends: [Item] related: [Thing] dear: Dear slow: Int @price(weight: 5) grade: Grade
      parts: [Item] @listSize(assumedSize: 50) heavy(n: Int @price(weight: 3)): Int @price(weight: 30)
      paged(first: Int): Items @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) }
    type Dear implements Thing @price(weight: 20) { id: ID related: [Thing] item: Item parts: [Item] heavy(n: Int): Int paged(first: Int): Items }
    enum Grade @price(weight: 1) { A }
  `,
};
const supergraphSdl = composeTest([subgraph]);
const schema = createGeneration(supergraphSdl, 1).supergraphSchema;

type Variables = Readonly<Record<string, unknown>>;

/** A function of variables, as an admission of its own would answer for this document. */
function admit(query: string, limits: Readonly<Record<string, number>> = {}, costs = schema) {
  const admission = new Admission({
    limits: edgeLimits.parse({ cost: Number.MAX_SAFE_INTEGER, depth: 1_000, nesting: 1_000, ...limits }),
    documents: openGate(),
    schema: () => costs,
    rates: null,
  });
  return async (variables: Variables = {}) =>
    (await admission.admit({ query, variables, documentId: undefined, operationName: undefined }, null)).cost;
}
const costOf = (query: string, variables: Variables = {}) => admit(query)(variables);

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
    // what a subgraph may take for all of them
    ['{ first(first: -5) { friends { id } } }', 10 * 11],
    ['{ either(first: -1, last: 30) { id } }', 30],
    ['{ slack { id } }', 4],
    ['{ slack(first: null) { id } }', 7],
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
    // and what is asked of an interface as much as the dearest field that may answer it
    ['{ thing { heavy } }', 20 + 30],
    ['{ thing { heavy(n: 1) } }', 20 + 30 + 3],
    ['{ thing { parts { id } } }', 20 + 50],
    ['{ item { ... on Thing { parts { slow } } } }', 1 + 50 * (1 + 5)],
    ['{ thing { paged(first: 8) { total nodes { id } } } }', 20 + 1 + 8],
    ['{ thing { paged { nodes { id } } } }', 20 + 1 + 10],
    ['query ($n: Int = 6) { thing { paged(first: $n) { nodes { id } } } }', 20 + 1 + 6],
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
  ])('%s: %d', async (text, cost) => {
    expect(await costOf(text)).toBe(cost);
  });

  it('what its variables make of it', async () => {
    const paged =
      'query ($n: Int = 2, $w: Where, $no: Boolean = false) { first(first: $n) { friends @skip(if: $no) { id } } filter(where: $w) { id } }';

    expect(await costOf(paged)).toBe(2 * 11 + 1);
    expect(await costOf(paged, { n: 100 })).toBe(100 * 11 + 1);
    expect(await costOf(paged, { n: 100, no: true })).toBe(100 + 1);
    expect(await costOf(paged, { n: 0, w: { any: [{ word: 'a' }, { any: [{}] }] } })).toBe(
      0 + 1 + 1 + 3 + 1 + 1,
    );
    const preset = 'query ($n: Int = 6) { slack(first: $n) { id } }';
    expect(await costOf(preset)).toBe(6);
    expect(await costOf(preset, { n: null })).toBe(7);
    expect(await costOf('query ($w: String) { filter(where: { word: $w }) { id } }', { w: 'a' })).toBe(4);
  });

  it.each([
    ['{ first { id } }', {}],
    ['{ first(first: 1, last: 1) { id } }', {}],
    ['query ($a: Int, $b: Int) { first(first: $a, last: $b) { id } }', { a: 1, b: 1 }],
    ['query ($a: Int) { first(first: $a) { id } }', { a: null }],
    ['query ($a: Int) { first(first: $a) { id } }', { a: 'many' }],
  ])('nothing where it is unclear how much is asked for: %s %o', async (text, variables) => {
    await expect(costOf(text, variables)).rejects.toThrow(
      'The field first needs exactly one of the arguments first, last',
    );
  });
});

describe('an operation that costs too much', () => {
  it('is told by how much, and where it grows; not by words of its own', async () => {
    const text =
      'query ($n: Int!) { secret: first(first: $n) { secret: friends { secret: friends { id } } } item { id } }';

    await expect(admit(text, { cost: 1_000 })({ n: 20 })).rejects.toThrow(
      'The operation costs 2221, and may cost 1000; most of it comes from first (×20).friends (×10).friends (×10)',
    );
    expect(await admit(text, { cost: 1_000 })({ n: 9 })).toBe(9 * 111 + 1);
  });

  it('does not slip through where numbers end', async () => {
    const deep = (levels: number) =>
      `{ first(first: 2147483647) ${'{ friends '.repeat(levels)}{ id }${' }'.repeat(levels)} }`;
    for (const levels of [10, 58, 400]) {
      await expect(costOf(deep(levels))).rejects.toThrow(/costs more than 9007199254740991/);
    }
    const variable = 'query ($n: Int) { first(first: $n) { friends { id } } }';
    await expect(costOf(variable, { n: Number.MAX_VALUE })).rejects.toThrow(/costs more than 9007/);
    // JSON's 1e999.
    await expect(costOf(variable, { n: Number.POSITIVE_INFINITY })).rejects.toThrow(/larger than a Float/);
  });

  it('cannot hide in fragments that double', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, n) =>
        `fragment F${n} on Thing { ... on Item { related { ...F${n + 1} } } ... on Thing { related { ...F${n + 1} } } }`,
    );
    const text = `{ thing { ...F0 } } ${levels.join(' ')} fragment F40 on Thing { id }`;

    await expect(costOf(text)).rejects.toThrow(
      'The operation has too many fields, its fragments written out',
    );
  });
});

it('reads directives under the names that a supergraph gives them', async () => {
  const sdl = (link: string, cost: string, listSize: string) =>
    `schema ${link} { query: Query } type Query { a: [T] @${listSize}(assumedSize: 2) } type T @${cost}(weight: 3) { id: ID }`;
  const costIn = (text: string) =>
    admit('{ a { id } }', {}, buildASTSchema(parse(text), { assumeValid: true, assumeValidSDL: true }))();
  const url = 'url: "https://specs.apollo.dev/cost/v0.1"';

  expect(await costIn(sdl('', 'cost', 'listSize'))).toBe(6);
  expect(await costIn(sdl(`@link(${url}, import: ["@cost", "@listSize"])`, 'cost', 'listSize'))).toBe(6);
  expect(await costIn(sdl(`@link(${url})`, 'cost', 'cost__listSize'))).toBe(6);
  expect(await costIn(sdl(`@link(${url}, as: "price")`, 'price', 'price__listSize'))).toBe(6);
  expect(
    await costIn(sdl(`@link(${url}, import: [{ name: "@listSize", as: "@many" }, "@cost"])`, 'cost', 'many')),
  ).toBe(6);
});
