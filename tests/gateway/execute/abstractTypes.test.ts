import { afterEach, describe, expect, it } from 'vitest';
import { expectLikeReference } from '../../support/expectLikeReference.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const mixed = [
  { __typename: 'Book', id: 'b1', title: 'Ink' },
  null,
  { __typename: 'Film', id: 'f1', length: 90 },
  { __typename: 'Book', id: 'b2', title: 'Pen' },
];

describe('abstract types', () => {
  it('fetches members of an interface and of a union from their own subgraphs', async () => {
    const schema = `interface Medium { id: ID! } union Any = Book | Film
      type Book implements Medium @key(fields: "id") { id: ID! title: String }
      type Film implements Medium @key(fields: "id") { id: ID! length: Int }`;
    federation = await startTestFederation({
      media: {
        sdl: `${federationLink} ${schema} type Query { media: [Medium] any: [Any] }`,
        resolvers: { Query: { media: () => mixed, any: () => mixed } },
      },
      stock: {
        sdl: `${federationLink} interface Medium { id: ID! stock: Int }
          type Book implements Medium @key(fields: "id") { id: ID! stock: Int }
          type Film implements Medium @key(fields: "id") { id: ID! stock: Int studio: String }`,
        resolvers: {
          Book: { __resolveReference: ({ id }: { id: string }) => ({ id, stock: 1 }) },
          Film: { __resolveReference: ({ id }: { id: string }) => ({ id, stock: 2, studio: 'S' }) },
        },
      },
    });

    await expectLikeReference(
      federation,
      `{ media { stock kind: __typename ... on Film { studio } ...B }
         any { __typename ... on Medium { stock id } ... on Book { title } } }
       fragment B on Book { title }`,
      {
        media: [
          { stock: 1, kind: 'Book', title: 'Ink' },
          null,
          { stock: 2, kind: 'Film', studio: 'S' },
          { stock: 1, kind: 'Book', title: 'Pen' },
        ],
        any: [
          { __typename: 'Book', stock: 1, id: 'b1', title: 'Ink' },
          null,
          { __typename: 'Film', stock: 2, id: 'f1' },
          { __typename: 'Book', stock: 1, id: 'b2', title: 'Pen' },
        ],
      },
    );
  });

  it('keeps equal response keys of different types apart', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { list: [I] } interface I { f: T }
          type A implements I { f: T } type B implements I { f: T } type T @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: {
            list: () => [
              { __typename: 'A', f: { id: '1' } },
              { __typename: 'B', f: { id: '1' } },
              { __typename: 'B', f: null },
            ],
          },
        },
      },
      b: {
        sdl: `${federationLink} type T @key(fields: "id") { id: ID! name: String title: String x(n: Int): Int }`,
        resolvers: {
          T: {
            __resolveReference: ({ id }: { id: string }) => ({ id, name: 'the name', title: 'the title' }),
            x: (_: unknown, { n }: { n: number }) => n,
          },
        },
      },
    });

    expect(
      await federation.run(
        '{ list { ... on A { f { n: name x(n: 1) } } ... on B { f { n: title x(n: 2) } } } }',
      ),
    ).toEqual({
      data: {
        list: [{ f: { n: 'the name', x: 1 } }, { f: { n: 'the title', x: 2 } }, { f: null }],
      },
    });
  });

  it('merges keys that the planner had to rename', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { list: [U!]! } union U = A | B type A { v: String! n: [Int] } type B { v: Int n: String }`,
        resolvers: {
          Query: {
            list: () => [
              { __typename: 'A', v: '', n: [0] },
              { __typename: 'B', v: 0, n: '' },
            ],
          },
        },
      },
    });

    expect(await federation.run('{ list { ... on A { v n } ... on B { w: v n2: n } } }')).toEqual({
      data: {
        list: [
          { v: '', n: [0] },
          { w: 0, n2: '' },
        ],
      },
    });
  });

  describe('interface objects', () => {
    const definitions = {
      media: {
        sdl: `${federationLink} type Query { media: [Medium!]! one: Medium }
          interface Medium @key(fields: "id") { id: ID! title: String }
          type Book implements Medium @key(fields: "id") { id: ID! title: String pages: Int }
          type Film implements Medium @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: {
            media: () => [
              { __typename: 'Film', id: 'f1', title: 'Run' },
              { __typename: 'Book', id: 'b1', title: 'Ink', pages: 9 },
            ],
            one: () => ({ __typename: 'Book', id: 'b1', title: 'Ink', pages: 9 }),
          },
          Medium: {
            __resolveReference: ({ id }: { id: string }) => ({
              __typename: id === 'f1' ? 'Film' : 'Book',
              id,
              title: id === 'f1' ? 'Run' : 'Ink',
              pages: 9,
            }),
          },
          Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'Ink', pages: 9 }) },
          Film: { __resolveReference: ({ id }: { id: string }) => ({ id, title: 'Run' }) },
        },
      },
      reviews: {
        sdl: `${federationLink} type Query { top: [Medium] latest: Medium }
          type Medium @key(fields: "id") @interfaceObject { id: ID! stars: Int title: String @external
            blurb: String @requires(fields: "title") }`,
        resolvers: {
          Query: {
            top: () => [{ id: 'b1', stars: 5 }, null, { id: 'f1', stars: 3 }],
            latest: () => ({ id: 'f1', stars: 3 }),
          },
          Medium: {
            __resolveReference: (row: { id: string }) => ({ ...row, stars: row.id === 'f1' ? 3 : 5 }),
            blurb: ({ title }: { title: string }) => `about ${title}`,
          },
        },
      },
    };

    it.each([
      ['{ latest { id stars } }', { latest: { id: 'f1', stars: 3 } }],
      [
        '{ media { stars __typename } one { stars pages: id } }',
        {
          media: [
            { stars: 3, __typename: 'Film' },
            { stars: 5, __typename: 'Book' },
          ],
          one: { stars: 5, pages: 'b1' },
        },
      ],
      [
        '{ top { kind: __typename stars title ... on Book { pages } } }',
        {
          top: [
            { kind: 'Book', stars: 5, title: 'Ink', pages: 9 },
            null,
            { kind: 'Film', stars: 3, title: 'Run' },
          ],
        },
      ],
      [
        '{ media { ... on Book { stars blurb } } top { blurb } }',
        {
          media: [{}, { stars: 5, blurb: 'about Ink' }],
          top: [{ blurb: 'about Ink' }, null, { blurb: 'about Run' }],
        },
      ],
    ])('answers %s', async (query, expected) => {
      federation = await startTestFederation(definitions);

      await expectLikeReference(federation, query, expected);
    });
  });

  it('says so when no subgraph can tell what was asked for', async () => {
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { a: Node } interface Node @key(fields: "id", resolvable: false) { id: ID! }`,
      },
      b: {
        sdl: `${federationLink} type Query { b: Node } type Node @key(fields: "id") @interfaceObject { id: ID! tag: String }`,
      },
    });

    const { data, errors } = await federation.run('{ a { tag } }');

    expect(data).toBeNull();
    expect(errors?.map(({ message }) => message)).toEqual(['No subgraph can answer this operation.']);
  });

  it('says so when no subgraph has a field of an interface for each of its types', async () => {
    const node = 'interface Node { id: ID! }';
    federation = await startTestFederation({
      a: {
        sdl: `${federationLink} type Query { node: Node @shareable } ${node}
          type Desk implements Node @key(fields: "id") { id: ID! } type Room implements Node @key(fields: "id") { id: ID! @external no: Int }`,
      },
      b: {
        sdl: `${federationLink} type Query { node: Node @shareable } ${node}
          type Desk implements Node @key(fields: "id") { id: ID! @external tag: Int } type Room implements Node @key(fields: "id") { id: ID! }`,
      },
    });

    const { data, errors } = await federation.run('{ node { id } }');

    expect(data).toBeNull();
    expect(errors?.map(({ message }) => message)).toEqual(['No subgraph can answer this operation.']);
  });
});
