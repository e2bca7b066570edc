import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const partitionLink = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"])
    @composeDirective(name: "@partition")
  directive @partition(by: String!) on OBJECT
`;

const secured = composeTest([
  {
    name: 'a',
    url: 'http://a.invalid/',
    sdl: `${federationLink} type Query { open: Int own: Int @authenticated scoped: Int @requiresScopes(scopes: [["s"]])
      ruled: Int @policy(policies: [["p"]]) tagged: Int @tag(name: "t") }`,
  },
  {
    name: 'b-two',
    sdl: `${partitionLink} type R @key(fields: "place id") @partition(by: "place") { place: String! id: ID! }`,
  },
]);

const FEDERATION_1 = `
  schema
    @core(feature: "https://specs.apollo.dev/core/v0.1")
    @core(feature: "https://specs.apollo.dev/join/v0.1")
  { query: Query }
  directive @core(feature: String!) repeatable on SCHEMA
  directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
  directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
  directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  scalar join__FieldSet
  enum join__Graph { A @join__graph(name: "a" url: "http://127.0.0.1:1/graphql") }
  type Person @join__owner(graph: A) @join__type(graph: A, key: "id") { id: ID! @join__field(graph: A) }
  type Query { me: Person @join__field(graph: A) }`;

describe('a generation', () => {
  it('takes supergraphs that link authentication, scopes, policies and directives of others', () => {
    const { services, apiSchema, id } = createGeneration(secured, 10);

    expect([...services]).toEqual([
      ['a', 'http://a.invalid/'],
      ['b-two', ''],
    ]);
    expect(Object.keys(apiSchema.getQueryType()?.getFields() ?? {})).toEqual([
      'open',
      'own',
      'scoped',
      'ruled',
      'tagged',
    ]);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('knows the keys by which each subgraph resolves a type', () => {
    const sdl = composeTest([
      {
        name: 'one',
        sdl: `${federationLink} type Query { a: A } type A @key(fields: "id") @key(fields: "no org { code }") { id: ID! no: ID! org: O } type O @shareable { code: ID! }`,
      },
      {
        name: 'two',
        sdl: `${federationLink} type A @key(fields: "id") @key(fields: "no org { code }", resolvable: false) {
          id: ID! no: ID! org: O } type O @shareable { code: ID! }`,
      },
    ]);

    const { facts } = createGeneration(sdl, 10);

    expect(facts.keysOf('one', 'A')).toEqual([[['id']], [['no'], ['org', 'code']]]);
    expect(facts.keysOf('two', 'A')).toEqual([[['id']]]);
    expect(facts.keysOf('one', 'O')).toEqual([]);
  });

  it.each([
    ['text that is no SDL', 'type Query {', /Syntax Error/],
    ['an ordinary schema', 'type Query { a: Int }', /core schema/],
    [
      'a supergraph of Federation 1',
      FEDERATION_1,
      /^it is a supergraph of Federation 1 \(join v0\.1\): compose its subgraphs with Federation 2$/,
    ],
    [
      'a security feature that it does not know',
      secured.replace('authenticated/v0.1', 'guarded/v0.1'),
      /^feature \S+guarded\S+ is for: SECURITY but is unsupported$/,
    ],
    [
      'several features that it does not know, in one line',
      secured.replace('authenticated/v0.1', 'guarded/v0.1').replace('policy/v0.1', 'rule/v0.1'),
      /^feature .*guarded.*; feature .*rule.* is unsupported$/,
    ],
  ])('refuses %s', (_, sdl, reason) => {
    expect(() => createGeneration(sdl, 10)).toThrow(reason);
  });

  it('refuses to plan what would take forever, with a code of ours', async () => {
    const { prepare } = createGeneration(
      composeTest([
        { name: 'a', sdl: `${federationLink} type Query { a: A } type A { a: A b: A c: A d: A n: Int }` },
      ]),
      10,
    );
    const levels = Array.from({ length: 12 }, (_, level) => {
      const next = level === 11 ? 'n' : `...F${level + 1}`;
      return `fragment F${level} on A { ${['a', 'b', 'c', 'd'].map((name) => `${name} { ${next} }`).join(' ')} }`;
    });
    const source = `{ a { ...F0 } } ${levels.join('\n')}`;

    await expect(prepare(parse(source), source, undefined)).rejects.toMatchObject({
      code: 'OPERATION_TOO_COSTLY',
    });
  });

  it('says which operation it cannot find', async () => {
    const { prepare } = createGeneration(secured, 10);
    const source = 'query A { open } query B { own }';

    await expect(prepare(parse(source), source, 'C', null)).rejects.toMatchObject({
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
    await expect(prepare(parse(source), source, undefined, null)).rejects.toMatchObject({
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
    await expect(prepare(parse(source), source, 'B', null)).resolves.toBeDefined();
  });
});
