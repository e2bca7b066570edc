import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

/** A directive that its owners composed: one subgraph knows no default for it. */
const composed = (imported: string, definition: string) =>
  `${federationLink}
  @link(url: "https://example.org/labels/v1.0", import: [${imported}]) @composeDirective(name: "@mark")
  ${definition} enum Level { LOW HIGH }`.replace('"@key"', '"@key", "@composeDirective"');

describeFederation(
  'a directive for operations that subgraphs compose',
  {
    a: {
      sdl: `${composed('"@mark"', 'directive @mark(level: Level!) repeatable on FIELD | QUERY')} type Query { a: Int }`,
      resolvers: { Query: { a: () => 1 } },
    },
    b: {
      sdl: `${composed('"@mark"', 'directive @mark(level: Level! = LOW) repeatable on FIELD | QUERY')} type Query { b: Int }`,
      resolvers: { Query: { b: () => 2 } },
    },
  },
  [
    { query: '{ a @mark b @mark }', data: { a: 1, b: 2 }, reference: 'wrong' },
    {
      query: 'query ($l: Level!) @mark { a @mark(level: $l) @mark b }',
      variables: { l: 'HIGH' },
      data: { a: 1, b: 2 },
      reference: 'wrong',
    },
    {
      query: '{ __schema { directives { name } } }',
      data: {
        __schema: {
          directives: ['mark', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({
            name,
          })),
        },
      },
      reference: 'wrong',
    },
    { query: '{ a @mark(level: NONE) }', data: undefined, errorsAt: [undefined] },
  ],
);

describeFederation(
  'a composed directive under another name',
  {
    only: {
      sdl: `${composed('{ name: "@hint", as: "@mark" }', 'directive @mark(level: Level = LOW) on FIELD')} type Query { a: Int }`,
      resolvers: { Query: { a: () => 1 } },
    },
  },
  [{ query: '{ a @mark(level: HIGH) }', data: { a: 1 }, reference: 'wrong' }],
);
