import { afterEach, describe, expect, it } from 'vitest';
import { expectLikeReference } from '../../support/expectLikeReference.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

interface Row {
  readonly id: string;
}

describe('what subgraphs share', () => {
  it('merges shared root fields and value types of two subgraphs', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { home: Home @shareable } type Home @shareable { lines: [Line] city: String }
          type Line @shareable { no: Int a: String }`,
        resolvers: {
          Query: { home: () => ({ city: 'Changde', lines: [{ no: 1, a: 'a1' }, null, { no: 3, a: 'a3' }] }) },
        },
      },
      b: {
        sdl: `${federationLink} type Query { home: Home @shareable } type Home @shareable { lines: [Line] }
          type Line @shareable { no: Int b: String }`,
        resolvers: { Query: { home: () => ({ lines: [{ no: 1, b: 'b1' }, null, { no: 3, b: 'b3' }] }) } },
      },
    });

    await expectLikeReference(federation, '{ home { lines { b no a } city } }', {
      home: { lines: [{ b: 'b1', no: 1, a: 'a1' }, null, { b: 'b3', no: 3, a: 'a3' }], city: 'Changde' },
    });
  });

  it('runs mutations one after the other, across subgraphs', async () => {
    const log: string[] = [];
    const add =
      (subgraph: string) =>
      async (_: unknown, { id }: Row): Promise<Row> => {
        log.push(`begin ${subgraph}${id}`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`end ${subgraph}${id}`);
        return { id };
      };
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { x: Int } type Mutation { addA(id: ID!): Item } type Item @key(fields: "id") { id: ID! }`,
        resolvers: { Mutation: { addA: add('a') } },
      },
      b: {
        sdl: `${federationLink} type Mutation { addB(id: ID!): Item } type Item @key(fields: "id") { id: ID! size: Int }`,
        resolvers: {
          Mutation: { addB: add('b') },
          Item: { __resolveReference: ({ id }: Row) => ({ id, size: Number(id) }) },
        },
      },
    });

    await expectLikeReference(
      federation,
      'mutation ($third: ID!) { one: addA(id: 1) { size } two: addB(id: 2) { id } three: addA(id: $third) { id } }',
      { one: { size: 1 }, two: { id: '2' }, three: { id: '3' } },
      { third: '3' },
    );
    expect(log.slice(0, 6)).toEqual(['begin a1', 'end a1', 'begin b2', 'end b2', 'begin a3', 'end a3']);
  });

  it('asks the subgraph that overrides a field', async () => {
    federation = await startTestFederation({
      old: {
        sdl: `${federationLink} type Query { item: Item } type Item @key(fields: "id") { id: ID! note: String }`,
        resolvers: { Query: { item: () => ({ id: '1', note: 'old' }) } },
      },
      new: {
        sdl: `${federationLink} type Item @key(fields: "id") { id: ID! note: String @override(from: "old") }`,
        resolvers: { Item: { __resolveReference: ({ id }: Row) => ({ id, note: 'new' }) } },
      },
    });

    await expectLikeReference(federation, '{ item { note } }', { item: { note: 'new' } });
  });

  it('serves subgraphs of federation 1 with @extends', async () => {
    federation = await startTestFederation({
      a: {
        sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String }',
        resolvers: { Query: { user: () => ({ id: '1', name: 'Ada' }) } },
      },
      b: {
        sdl: `type User @extends @key(fields: "id") { id: ID! @external name: String @external
          nick: String @requires(fields: "name") }`,
        resolvers: {
          User: {
            __resolveReference: (row: object) => row,
            nick: ({ name }: { name: string }) => name.toLowerCase(),
          },
        },
      },
    });

    await expectLikeReference(federation, '{ user { nick } }', { user: { nick: 'ada' } });
  });

  it('refuses enum values and input fields that not every subgraph knows', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { users(kind: Kind, filter: Filter): [User] }
          enum Kind { PERSON SECRET @inaccessible } input Filter { first: Int city: String }
          type User @key(fields: "id") { id: ID! kind: Kind kinds: [Kind] must: Kind! }`,
        resolvers: {
          Query: {
            users: (_: unknown, { kind, filter }: { kind?: string; filter?: { first?: number } }) => [
              {
                id: `${kind ?? '-'} ${filter?.first ?? '-'}`,
                kind: 'SECRET',
                kinds: ['SECRET', 'PERSON'],
                must: 'PERSON',
              },
              { id: '2', kind: 'PERSON', kinds: null, must: 'SECRET' },
            ],
          },
        },
      },
      b: {
        sdl: `${federationLink} type Query { b(filter: Filter, kind: Kind): Int } input Filter { first: Int }
          enum Kind { PERSON SECRET @inaccessible } type User @key(fields: "id") { id: ID! }`,
      },
    });
    const query = 'query ($k: Kind, $f: Filter) { users(kind: $k, filter: $f) { id kind kinds must } }';

    const answer = await federation.run(query, { k: 'PERSON', f: { first: 3 } });
    const refused = await federation.run(query, { k: 'SECRET', f: { city: 'x', first: 'y' } });

    expect(answer.data).toEqual({
      users: [{ id: 'PERSON 3', kind: null, kinds: [null, 'PERSON'], must: 'PERSON' }, null],
    });
    expect(answer.errors?.map(({ message, path }) => [message, path])).toEqual([
      ['User.kind has a value that is no Kind.', ['users', 0, 'kind']],
      ['User.kinds has a value that is no Kind.', ['users', 0, 'kinds', 0]],
      ['User.must has a value that is no Kind.', ['users', 1, 'must']],
    ]);
    expect(refused.data).toBeUndefined();
    expect(refused.errors?.map(({ message, extensions }) => [message, extensions?.['code']])).toEqual([
      ['Variable "$k" of type "Kind" has an invalid value at "k".', 'BAD_USER_INPUT'],
      ['Variable "$f" of type "Filter" has an invalid value at "f.first".', 'BAD_USER_INPUT'],
      ['Variable "$f" of type "Filter" has an invalid value at "f".', 'BAD_USER_INPUT'],
    ]);
  });

  it('skips and includes by variables and their defaults, in root, entity and nested selections', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { me: P other: P } type P @key(fields: "id") { id: ID! name: String }`,
        resolvers: { Query: { me: () => ({ id: '1', name: 'A' }), other: () => ({ id: '2', name: 'B' }) } },
      },
      b: {
        sdl: `${federationLink} type P @key(fields: "id") { id: ID! size(n: Int = 4): Int age: Int }`,
        resolvers: {
          P: {
            __resolveReference: ({ id }: Row) => ({ id, age: 30 }),
            size: (_: unknown, { n }: { n: number }) => n,
          },
        },
      },
    });
    const query = `query ($on: Boolean = true, $off: Boolean! = false, $n: Int) {
      me { ... @include(if: $on) { size(n: $n) name @skip(if: $on) } age @include(if: $off) }
      other @include(if: $off) { id ...F @skip(if: $on) } __typename @skip(if: $off) }
      fragment F on P { age }`;

    await expectLikeReference(federation, query, { me: { size: 4 }, __typename: 'Query' });
    await expectLikeReference(
      federation,
      query,
      { me: { age: 30 }, other: { id: '2', age: 30 } },
      { on: false, off: true },
    );
    await expectLikeReference(federation, query, { me: { size: 9 }, __typename: 'Query' }, { n: 9 });
    const sent = federation.subgraphs['b']?.requests.map(({ variables }) => Object.keys(variables).sort());
    expect(new Set(sent?.flat())).toEqual(new Set(['representations', 'n', 'on', 'off']));
  });

  it('asks for what is included, and about nothing else, where conditions nest or leave nothing of a type', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { all: [U!]! } union U = A | B
          type A @key(fields: "id") { id: ID! } type B @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            all: () => [
              { __typename: 'A', id: '1' },
              { __typename: 'B', id: '2' },
            ],
          },
        },
      },
      b: {
        sdl: `${federationLink} type A @key(fields: "id") { id: ID! size: Int part: Part } type Part { no: Int }
          type B @key(fields: "id") { id: ID! size: Int }`,
        resolvers: {
          A: { __resolveReference: ({ id }: Row) => ({ id, size: 1, part: { no: 1 } }) },
          B: { __resolveReference: ({ id }: Row) => ({ id, size: 2 }) },
        },
      },
    });

    expect(
      await federation.run(
        `query ($yes: Boolean!, $no: Boolean!) {
          all { ... on A { part @include(if: $yes) { no @include(if: $no) } } ... on B { size @include(if: $no) } } }`,
        { yes: true, no: false },
      ),
    ).toEqual({ data: { all: [{ part: {} }, {}] } });
    expect(federation.subgraphs['b']?.requests.map(({ variables }) => variables['representations'])).toEqual([
      [{ __typename: 'A', id: '1' }],
    ]);
  });

  it('answers introspection beside data, aliased and by fragments', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { n: Int hidden: Int @inaccessible }`,
        resolvers: { Query: { n: () => 1 } },
      },
    });

    await expectLikeReference(
      federation,
      `query ($t: String!) { t: __type(name: $t) { ...T } n ...S __typename }
       fragment T on __Type { name fields { name } } fragment S on Query { __schema { queryType { name } } }`,
      {
        t: { name: 'Query', fields: [{ name: 'n' }] },
        n: 1,
        __schema: { queryType: { name: 'Query' } },
        __typename: 'Query',
      },
      { t: 'Query' },
    );
  });

  it.each(['representations', '__proto__'])(
    'lets a client have a variable of a reserved name: %s',
    async (name) => {
      federation = await startTestFederation({
        a: {
          sdl: `${federationLink} type Query { me: P } type P @key(fields: "id") { id: ID! }`,
          resolvers: { Query: { me: () => ({ id: '1' }) } },
        },
        b: {
          sdl: `${federationLink} type P @key(fields: "id") { id: ID! echo(text: String): String }`,
          resolvers: {
            P: { __resolveReference: (row: Row) => row, echo: (_: Row, { text }: { text: string }) => text },
          },
        },
      });

      expect(
        await federation.run(`query ($${name}: String) { me { echo(text: $${name}) } }`, { [name]: 'mine' }),
      ).toEqual({ data: { me: { echo: 'mine' } } });
    },
  );

  it('serves names that every JavaScript object has', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { me: P toString: String } type P @key(fields: "id") { id: ID! constructor: String }`,
        resolvers: { Query: { me: () => ({ id: '1', constructor: null }), toString: () => 'text' } },
      },
      b: {
        sdl: `${federationLink} type P @key(fields: "id") { id: ID! valueOf: Int size: Int }`,
        resolvers: { P: { __resolveReference: ({ id }: Row) => ({ id, valueOf: 4, size: 5 }) } },
      },
    });

    const { data, errors } = await federation.run(
      '{ toString me { constructor hasOwnProperty: valueOf __proto__: size } }',
    );

    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toBe(
      '{"toString":"text","me":{"constructor":null,"hasOwnProperty":4,"__proto__":5}}',
    );
  });
});
