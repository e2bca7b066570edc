import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfiguredPolicies } from '../../../gateway/access/ConfiguredPolicies.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';
import { CANARY, callerWith, vault } from './vaultWorld.ts';

let federation: TestFederation;
const seen: string[] = [];

beforeAll(async () => {
  const watched = Object.entries(vault).map(
    ([name, subgraph]) =>
      [name, { ...subgraph, intercept: ({ query }: { query: string }) => void seen.push(query) }] as const,
  );
  federation = await startTestFederation(Object.fromEntries(watched), {
    policies: new ConfiguredPolicies({ codes: [{ scope: 'coder', portal: 'test-portal' }] }),
  });
});
afterAll(() => federation.close());
beforeEach(() => void seen.splice(0));

/** Answer, paths of what was denied, and how often a subgraph was asked. */
async function ask(query: string, caller: ReturnType<typeof callerWith> | null = null, variables = {}) {
  const { data, errors = [] } = await federation.run(query, variables, { caller });
  const others = errors.filter(({ extensions }) => extensions?.['code'] !== 'FORBIDDEN');
  expect(others).toEqual([]);
  return { data, denied: errors.map(({ path }) => path?.join('.')), asked: seen.length };
}

const label = (id: number) => ({ label: `label ${id}` });

describe('to somebody who is not signed in', () => {
  it.each([
    ['a field', '{ hidden open }', { hidden: null, open: 'open' }, ['hidden'], 1],
    ['all that is asked', '{ a: hidden b: hidden }', { a: null, b: null }, ['a', 'b'], 0],
    [
      'a mutation, which does not happen',
      'mutation { guarded free }',
      { guarded: null, free: 'free' },
      ['guarded'],
      1,
    ],
    [
      'a field of an object that is there',
      '{ book { price } }',
      { book: { price: null } },
      ['book.price'],
      1,
    ],
    [
      'an alias',
      '{ book { title: price id: code } }',
      { book: { title: null, id: null } },
      ['book.title', 'book.id'],
      1,
    ],
    ['a type', '{ safe { __typename content } }', { safe: null }, ['safe'], 0],
    [
      'a field of a type whose values are a scalar or an enum',
      '{ book { code grade } }',
      { book: { code: null, grade: null } },
      ['book.code', 'book.grade'],
      1,
    ],
    [
      'a field that must not be null',
      '{ book { title must } open }',
      { book: null, open: 'open' },
      ['book.must'],
      1,
    ],
    ['what nothing may be without', '{ strict { title must } open }', null, ['strict.must'], 1],
    ['a field that needs a denied one', '{ book { offer } }', { book: { offer: null } }, ['book.offer'], 1],
    [
      'fields in a list',
      '{ books { price label } }',
      {
        books: [
          { price: null, ...label(1) },
          { price: null, ...label(3) },
        ],
      },
      ['books.0.price', 'books.1.price'],
      1,
    ],
    [
      'a field of an inline fragment',
      '{ nodes { ... on Film { label } } }',
      { nodes: [{}, { label: null }, {}] },
      ['nodes.1.label'],
      1,
    ],
    [
      'a field of an interface, if one of its types denies it',
      '{ nodes { label } }',
      { nodes: [{ label: null }, { label: null }, { label: null }] },
      ['nodes.0.label', 'nodes.1.label', 'nodes.2.label'],
      1,
    ],
    [
      'nothing of a type that does not',
      '{ nodes { ... on Book { label } } }',
      { nodes: [label(1), {}, label(3)] },
      [],
      1,
    ],
    [
      'a field of an interface object',
      '{ nodes { reserve stock } }',
      { nodes: [1, 2, 3].map((stock) => ({ reserve: null, stock })) },
      ['nodes.0.reserve', 'nodes.1.reserve', 'nodes.2.reserve'],
      2,
    ],
    [
      'a field of one type, of objects that came without their types',
      '{ stocked { stock ... on Book { price } } }',
      { stocked: [{ stock: 1, price: null }, { stock: 2 }, { stock: 3, price: null }] },
      ['stocked.0.price', 'stocked.2.price'],
      2,
    ],
    [
      'the same where else nothing is asked of that type',
      '{ stocked { stock ... on Book { price title @include(if: false) } } }',
      { stocked: [{ stock: 1, price: null }, { stock: 2 }, { stock: 3, price: null }] },
      ['stocked.0.price', 'stocked.2.price'],
      2,
    ],
    [
      'a field of an interface object, asked of a type',
      '{ book { reserve } }',
      { book: { reserve: null } },
      ['book.reserve'],
      1,
    ],
    [
      'a named fragment, and one within it',
      '{ book { ...A } } fragment A on Book { title ...B } fragment B on Book { price }',
      { book: { title: 'title 1', price: null } },
      ['book.price'],
      1,
    ],
    [
      'a type among others',
      '{ stuff { ... on Safe { content } ... on Film { title } } }',
      { stuff: [{}, { title: 'title 2' }, {}, { content: null }] },
      ['stuff.3.content'],
      1,
    ],
    [
      'the name of a type',
      '{ stuff { n: __typename } }',
      { stuff: [{ n: 'Book' }, { n: 'Film' }, { n: 'Book' }, null] },
      ['stuff.3.n'],
      1,
    ],
    [
      'a field that is asked on a condition, without naming its type again',
      '{ book { title ... @include(if: true) { price } ... @skip(if: true) { code } } }',
      { book: { title: 'title 1', price: null } },
      ['book.price'],
      1,
    ],
    [
      'all that is asked of an object, on conditions',
      '{ book { ... @include(if: true) { price } } open }',
      { book: { price: null }, open: 'open' },
      ['book.price'],
      1,
    ],
    [
      'a field of one type on a condition, of objects that came without their types',
      '{ stocked { stock ... on Book { ... @include(if: true) { price } } } }',
      { stocked: [{ stock: 1, price: null }, { stock: 2 }, { stock: 3, price: null }] },
      ['stocked.0.price', 'stocked.2.price'],
      2,
    ],
    [
      'nothing that is not asked',
      '{ hidden @skip(if: true) open book { price @include(if: false) title } }',
      { open: 'open', book: { title: 'title 1' } },
      [],
      1,
    ],
    [
      'what is asked twice, in one way that is denied',
      '{ nodes { label ... on Book { label } } }',
      { nodes: [{ label: null }, { label: null }, { label: null }] },
      ['nodes.0.label', 'nodes.1.label', 'nodes.2.label'],
      1,
    ],
    [
      'nothing of the schema',
      '{ __type(name: "Safe") { ...T } } fragment T on __Type { name }',
      { __type: { name: 'Safe' } },
      [],
      0,
    ],
  ])('denies %s', async (_, query, data, denied, asked) => {
    const answer = await ask(query);

    expect(answer).toEqual({ data, denied, asked });
    expect(JSON.stringify(answer.data)).not.toContain(CANARY);
    expect(seen.join('\n')).not.toMatch(/\b(price|code|grade|must|reserve|offer|content|hidden|guarded)\b/);
  });

  it('says in both languages what to do, and nothing of what it would take', async () => {
    const inChinese = await federation.run('{ hidden }', {}, { language: 'zh-CN' });
    const signedIn = await federation.run('{ book { price } }', {}, { caller: callerWith() });

    expect(inChinese.errors).toEqual([
      {
        message: '未登录,无权访问此项;请登录后再试',
        path: ['hidden'],
        extensions: { code: 'FORBIDDEN', origin: 'PORTAL', retryable: false, traceId: 'r1' },
      },
    ]);
    expect(signedIn.errors?.[0]?.message).toBe(
      'The caller is not entitled to this field: ask without it, or have the portal apply for the right',
    );
  });
});

describe('what a caller brings', () => {
  it.each([
    [[], { price: null, offer: null, reserve: null, code: null, grade: null, must: `${CANARY} must` }],
    [
      ['clerk'],
      {
        price: null,
        offer: null,
        reserve: `${CANARY} reserve`,
        code: null,
        grade: null,
        must: `${CANARY} must`,
      },
    ],
    [
      ['audit', 'clerk'],
      {
        price: `${CANARY} price`,
        offer: `offer of ${CANARY} price`,
        reserve: `${CANARY} reserve`,
        code: null,
        grade: null,
        must: `${CANARY} must`,
      },
    ],
    [
      ['chief', 'grades', 'coder'],
      {
        price: `${CANARY} price`,
        offer: `offer of ${CANARY} price`,
        reserve: null,
        code: `${CANARY} code`,
        grade: 'TOP',
        must: `${CANARY} must`,
      },
    ],
  ])('with the scopes %j counts, each list as a whole', async (scopes, book) => {
    const { data, denied } = await ask(
      '{ book { price offer reserve code grade must } }',
      callerWith(...scopes),
    );

    expect(data).toEqual({ book });
    expect(denied).toEqual(
      Object.entries(book).flatMap(([field, value]) => (value === null ? [`book.${field}`] : [])),
    );
  });

  it('counts for a policy only as a whole grant', async () => {
    const elsewhere = { ...callerWith('coder'), portal: 'another-portal' };

    expect((await ask('{ book { code } }', elsewhere)).denied).toEqual(['book.code']);
  });
});

it('a type that demands two things shows its name to nobody who brings only one', async () => {
  const things = await startTestFederation({
    things: {
      sdl: `${federationLink} type Query { things: [Thing] }
        union Thing = Open | Safe  type Open { a: Int }
        type Safe @authenticated @requiresScopes(scopes: [["keeper"]]) { a: Int }`,
      resolvers: {
        Query: { things: () => [{ __typename: 'Open' }, { __typename: 'Safe' }] },
        Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      },
    },
  });
  const shown = async (caller: ReturnType<typeof callerWith> | null) =>
    (await things.run('{ things { __typename } }', {}, { caller })).data;
  const [nobody, person, keeper] = [
    await shown(null),
    await shown(callerWith()),
    await shown(callerWith('keeper')),
  ];
  await things.close();

  expect(nobody).toEqual({ things: [{ __typename: 'Open' }, null] });
  expect(person).toEqual(nobody);
  expect(keeper).toEqual({ things: [{ __typename: 'Open' }, { __typename: 'Safe' }] });
});

it('prepares an operation once for all who are denied the same', async () => {
  const query = '{ book { sharedBy: price reserve } }';
  const { misses } = federation.gateway.state.cache;
  await ask(query);
  await ask(query, callerWith('read'));
  await ask(query, callerWith('chief', 'clerk'));
  await ask(query, callerWith('audit', 'clerk'));
  await ask(query, callerWith('clerk'));

  expect(federation.gateway.state.cache.misses - misses).toBe(3);
});

it('tells apart who is denied one thing and who is denied as much of another', async () => {
  const coded = { data: { book: { code: `${CANARY} code`, grade: null } }, denied: ['book.grade'] };
  const graded = { data: { book: { code: null, grade: 'TOP' } }, denied: ['book.code'] };

  for (const [scope, answer] of [['coder', coded] as const, ['grades', graded] as const]) {
    expect(await ask('{ book { code grade } }', callerWith(scope))).toMatchObject(answer);
  }
});

describe('a denied field that is a key', () => {
  it('joins subgraphs, and is not shown', async () => {
    const queries: string[] = [];
    const persons = await startTestFederation({
      people: {
        sdl: `${federationLink} type Query { me: Person }
          type Person @key(fields: "number") { number: ID @authenticated  name: String }`,
        resolvers: { Query: { me: () => ({ number: CANARY, name: 'Ada' }) } },
      },
      funds: {
        sdl: `${federationLink} type Person @key(fields: "number") { number: ID  fund: Int }`,
        resolvers: { Person: { __resolveReference: (row: object) => ({ ...row, fund: 3 }) } },
        intercept: ({ variables }) => void queries.push(JSON.stringify(variables)),
      },
    });
    const { data, errors } = await persons.run('{ me { number fund name: number } }').finally(persons.close);

    expect(data).toEqual({ me: { number: null, fund: 3, name: null } });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['me', 'number'],
      ['me', 'name'],
    ]);
    expect(queries).toEqual([expect.stringContaining(CANARY)]);
  });
});

it('asks nobody for what is denied to a type that no object there can have', async () => {
  const query = `query ($yes: Boolean!) {
    named { ... on Book { stock } ... on Node { __typename title ... on Card @include(if: $yes) { reserve title } } } }`;

  const { data, denied } = await ask(query, null, { yes: true });

  expect(data).toMatchObject({ named: [{ title: 'title 1', stock: 1 }, { title: 'title 2' }, { stock: 3 }] });
  expect(denied).toEqual([]);
  expect(seen.filter((text) => text.includes('reserve'))).toEqual([]);
});
