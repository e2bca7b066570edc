import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(world);
  await gateway.post({ query: '{ me { fund } }' });
});
afterAll(() => gateway.close());

const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

/** Fragments that each contain the next one twice, under two aliases: 2^levels fields. */
const doubling = (levels: number): string =>
  `query { me { ...F0 } } ${times(levels, (n) => `fragment F${n} on Person { a: friends { ...F${n + 1} } b: friends { ...F${n + 1} } }`)}
   fragment F${levels} on Person { id }`;

const costly = {
  'a fragment in itself': '{ me { ...A } } fragment A on Person { friends { ...A } }',
  'fragments in a circle':
    '{ me { ...A } } fragment A on Person { ...B } fragment B on Person { ...C } fragment C on Person { ...A }',
  'fragments in many circles': `{ me { ...F0 } } ${times(100, (n) => `fragment F${n} on Person { ${times(60, (m) => `...F${(n + m) % 100}`)} }`)}`,
  'levels of braces': '{a'.repeat(10_000),
  'levels of braces, few tokens': `${'{me'.repeat(1_000)}${'}'.repeat(1_000)}`,
  'levels of selections': `{ me ${'{ friends '.repeat(80)} { id } ${'}'.repeat(80)} }`,
  'levels of lists': `{ echo(text: ${'['.repeat(5_000)}${']'.repeat(5_000)}) }`,
  'levels of list types': `query ($a: ${'['.repeat(3_000)}Int${']'.repeat(3_000)}) { me { id } }`,
  'aliases of the root': `{ ${times(5_000, (n) => `a${n}: me { id }`)} }`,
  'aliases below': `{ me { ${times(5_000, (n) => `a${n}: id`)} } }`,
  'root fields': `{ ${times(300, (n) => `a${n}: __typename`)} }`,
  'equal fields': `{ me { ${times(10_000, () => 'id')} } }`,
  'equal fields in fragments': `{ me { ${times(400, (n) => `...F${n}`)} } } ${times(400, (n) => `fragment F${n} on Person { ${times(20, () => 'id')} }`)}`,
  'fields that double': doubling(30),
  fragments: `{ me { id } } ${times(1_500, (n) => `fragment F${n} on Person { id }`)}`,
  directives: `{ me ${times(3_000, () => '@skip(if: false)')} { id } }`,
  'other directives': `{ me ${times(3_000, (n) => `@d${n}`)} { id } }`,
  'variable definitions': `query (${times(10_000, (n) => `$v${n}: Int`)}) { me { id } }`,
  'some variable definitions': `query (${times(2_000, (n) => `$v${n}: Int`)}) { me { id } }`,
  'a long name': `{ ${'n'.repeat(100_000)} }`,
  'a long alias': `{ ${'n'.repeat(100_000)}: me { id } }`,
  'aliases of one field with other arguments': `{ ${times(240, (n) => `a${n}: me { ${times(5, (m) => `b${m}: friends { id }`)} }`)} }`,
  'items of a list': `{ echo(text: [${'1 '.repeat(5_000)}]) }`,
  'items of a list in a list': `{ echo(text: [{ in: [${'1 '.repeat(1_001)}] }]) }`,
  'lists in each other': `{ me { ${'friends { '.repeat(7)} id ${'} '.repeat(8)} }`,
  'lists of fields of types': `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} } '.repeat(4)} } } }`,
  'lists of types in fragments': `{ __schema { types { ...F } } } fragment F on __Type { fields { type { ...G } } } fragment G on __Type { fields { type { ...H } } } fragment H on __Type { possibleTypes { interfaces { name } } }`,
  'parts that are to come later': `{ me { ${times(600, () => '... @defer { friends { id } }')} } }`,
  'the schema many times over': `{ __schema { types { fields { ${times(900, (n) => `a${n}: description`)} } } } }`,
  'the schema many times over, in a fragment': `{ __schema { types { ...F } } } fragment F on __Type { fields { ${times(900, (n) => `a${n}: description`)} } }`,
  'conditions in fragments that double': `query (${times(12, (n) => `$v${n}: Boolean!`)}) { me { ...A0 } } ${times(11, (n) => `fragment A${n} on Person { ...A${n + 1} @include(if: $v${n}) ...A${n + 1} @skip(if: $v${n}) }`)} fragment A11 on Person { id @include(if: $v11) }`,
  tokens: `{ me { id } } # \n ${times(20_000, () => '!')}`,
} satisfies Record<string, string>;

const broken = {
  'no end': '{ me { id',
  'no document': 'hello',
  'an unknown character': '{ me { 姓名 } }',
  'a text without end': '{ echo(text: "aaa) }',
  'only comments': '#'.repeat(10_000),
} satisfies Record<string, string>;

const invalid = {
  'unknown fields': `{ me { ${times(2_000, (n) => `f${n}`)} } }`,
  'unknown arguments': `{ echo(${times(1_500, (n) => `a${n}: 1`)}) }`,
  'some parts that are to come later': `{ me { ${times(100, (n) => `... @defer(label: "d${n}") { friends { id } }`)} } }`,
  'lists that are to come in pieces': '{ me { friends @stream(initialCount: 1) { id } } }',
  'unused fragments': `{ me { id } } ${times(400, (n) => `fragment F${n} on Person { id }`)}`,
} satisfies Record<string, string>;

/** Operations that were not refused. */
const accepted = new Set(['{ me { fund } }']);

async function send(body: unknown) {
  const before = Object.values(gateway.subgraphs).map(({ requests }) => requests.length);
  // What it costs, not how long it takes: this process may be held up by others meanwhile.
  const usage = process.cpuUsage();
  const response = await gateway.post(body);
  const text = await response.text();
  const { user, system } = process.cpuUsage(usage);
  const costMs = (user + system) / 1_000;
  const after = Object.values(gateway.subgraphs).map(({ requests }) => requests.length);
  return { status: response.status, text, costMs, reachedSubgraphs: String(before) !== String(after) };
}

function expectRefusal(answer: Awaited<ReturnType<typeof send>>, code: string, status = 400): void {
  const { errors } = JSON.parse(answer.text);
  expect({
    status: answer.status,
    code: errors[0].extensions.code,
    reachedSubgraphs: answer.reachedSubgraphs,
    isCheap: answer.costMs < 1_000,
    isShort: answer.text.length < 100_000,
    tellsInside: /https?:|127\.0\.0\.1|\bat .*\.ts:|node_modules/.test(answer.text),
  }).toEqual({ status, code, reachedSubgraphs: false, isCheap: true, isShort: true, tellsInside: false });
}

describe('a document with too many', () => {
  it.each(Object.entries(costly))('%s is refused before it is planned', async (_, query) => {
    expectRefusal(await send({ query }), 'OPERATION_TOO_COSTLY');
  });
});

describe('a document that is no GraphQL', () => {
  it.each(Object.entries(broken))('for %s is refused', async (_, query) => {
    expectRefusal(await send({ query }), 'GRAPHQL_PARSE_FAILED');
  });
});

describe('a document that does not fit the schema', () => {
  it.each(Object.entries(invalid))('for %s is refused', async (_, query) => {
    expectRefusal(await send({ query }), 'GRAPHQL_VALIDATION_FAILED');
  });
});

describe('a body', () => {
  const query = '{ me { id } }';
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it.each([
    [
      'of 10,000 variables',
      { query, variables: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`v${n}`, n])) },
    ],
    ['with deep variables', `{"query":"{ me { id } }","variables":{"a":${deep(100_000)}}}`],
    [
      'with a long list among the variables',
      {
        query: 'query ($in: [ID!]) { me { id } }',
        variables: { in: { a: [Array.from({ length: 1_001 }, String)] } },
      },
    ],
    ['with deep extensions', `{"query":"{ me { id } }","extensions":{"a":${deep(100_000)}}}`],
    [
      'with deep objects',
      `{"query":"{ me { id } }","variables":${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}}`,
    ],
  ])('%s is refused', async (_, body) => {
    expectRefusal(await send(body), 'OPERATION_TOO_COSTLY');
  });

  it.each([
    ['that is not JSON', '{"query":'],
    ['of deep brackets without end', '['.repeat(150)],
    ['that is a text', '"{ me { id } }"'],
    ['that is null', 'null'],
    ['with a batch', [{ query }, { query }]],
    ['without a query', { variables: {} }],
    ['with an empty query', { query: '' }],
    ['with a query that is no text', { query: { a: 1 } }],
    ['with variables that are no object', { query, variables: [1] }],
    ['with an operation name that is no text', { query, operationName: 7 }],
    ['with extensions that are no object', { query, extensions: 'a' }],
  ])('%s is refused', async (_, body) => {
    expectRefusal(await send(body), 'BAD_REQUEST');
  });

  it('of more than 1 MiB is refused', async () => {
    expectRefusal(await send({ query, variables: { a: 'x'.repeat(1_100_000) } }), 'BAD_REQUEST', 413);
  });

  it('of 1 MiB of harmless variables is taken', async () => {
    accepted.add(query);
    const answer = await send({ query, variables: { a: 'x"\\'.repeat(100_000), b: '[{'.repeat(1_000) } });

    expect(answer.status).toBe(200);
  });
});

it.each([
  ['{ me { ...A0 } }', 'Person', 'id', '{me{id}}'],
  ['mutation { ...A0 }', 'Mutation', '__typename', null],
])('answers fragments that double as if each were written once: %s', async (operation, type, leaf, asked) => {
  const chain = times(60, (n) => `fragment A${n} on ${type} { ...A${n + 1} ...A${n + 1} }`);
  const query = `${operation} ${chain} fragment A60 on ${type} { ${leaf} }`;

  const { status, text } = await send({ query });

  expect({ status, errors: JSON.parse(text).errors }).toEqual({ status: 200, errors: undefined });
  if (asked !== null) expect(gateway.subgraphs['people']?.requests.at(-1)?.query).toBe(asked);
  accepted.add(query);
});

it('prices a variable once, however often it is used', async () => {
  const names = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]));
  const query = `query ($in: In) { ${times(240, (n) => `a${n}: filtered(in: $in)`)} }`;

  const answer = await send({ query, variables: { in: names } });

  expectRefusal(answer, 'BAD_USER_INPUT');
  // Variables are read once the operation is known.
  accepted.add(query);
});

it('refuses documents of many fields that must be compared, in a second', async () => {
  const square = `{ me { ${times(240, () => `friends { ${times(30, () => 'id')} }`)} } }`;

  const answer = await send({ query: square });

  expectRefusal(answer, 'OPERATION_TOO_COSTLY');
});

it('has planned nothing but what was answered, and serves as before after all of it', async () => {
  const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  expect(metrics).toContain(`tongban_plan_cache_misses_total ${accepted.size}\n`);

  const response = await gateway.post({ query: '{ me { name fund } }' });

  expect(await response.json()).toEqual({ data: { me: { name: 'Ada', fund: 3 } } });
});
