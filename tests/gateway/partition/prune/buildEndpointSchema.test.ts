import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, isUnionType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildEndpointSchema } from '../../../../gateway/partition/prune/buildEndpointSchema.ts';
import { CONTRACT_SDL } from './contract.ts';

function entitiesOf(sdl: string): readonly string[] {
  const union = buildEndpointSchema(sdl).getType('_Entity');
  return isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
}

describe('buildEndpointSchema', () => {
  it('reads what a subgraph server tells of itself', async () => {
    const server = buildSubgraphSchema({ typeDefs: parse(CONTRACT_SDL) });
    const { data } = await execute({ schema: server, document: parse('{ _service { sdl } }') });
    const told = JSON.parse(JSON.stringify(data))._service.sdl;
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Record { accounts { number } } ... on Permit { validTo } } }';

    expect(entitiesOf(told)).toEqual(['Record', 'Permit']);
    expect(validate(buildEndpointSchema(told), parse(query))).toEqual([]);
  });

  it.each([
    ['bare', 'type A @key(fields: "id") { id: ID } type B { id: ID }'],
    ['of Federation 1', 'extend type A @key(fields: "id") { id: ID } type Query { b: B } type B { id: ID }'],
    [
      'of Federation 1, in two parts',
      'extend type A @key(fields: "id") { id: ID } extend type A { b: Int } type Query { a: A }',
    ],
    ['with a key on an extension', 'type A { id: ID } extend type A @key(fields: "id")'],
    [
      'with a renamed directive',
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{ name: "@key", as: "@identity" }]) type A @identity(fields: "id") { id: ID }',
    ],
    ['with a namespaced directive', 'type A @federation__key(fields: "id") { id: ID }'],
    [
      'with another query type',
      'schema { mutation: Change query: Root } type Change { a: A } type Root { a: A } type A @key(fields: "id") { id: ID } directive @tag(name: Unknown) on OBJECT',
    ],
  ])('finds the entities of an SDL %s', (_, sdl) => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on A { id } } }';

    expect(entitiesOf(sdl)).toEqual(['A']);
    expect(validate(buildEndpointSchema(sdl), parse(query))).toEqual([]);
  });

  it('reads an SDL without entities, and refuses what is none', () => {
    expect(entitiesOf('type B { id: ID }')).toEqual([]);
    expect(() => buildEndpointSchema('no SDL')).toThrow();
    expect(() => buildEndpointSchema('type B { id: Missing }')).toThrow();
  });

  it.each([
    ['an object as an argument', 'type B { id(of: B): ID }', 'B.id(of:)'],
    ['an input as a result', 'type B { a: A } input A { id: ID }', 'B.a'],
    ['an object in an input', 'input A { b: B } type B { id: ID }', 'A.b'],
    ['a union in a union', 'union U = U | B type B { id: ID }', 'U has a type'],
    ['lists without end', `type B { id(of: ${'['.repeat(3_000)}ID${']'.repeat(3_000)}): ID }`, 'B.id(of:)'],
  ])('refuses %s', (_, sdl, place) => {
    expect(() => buildEndpointSchema(sdl)).toThrow(place);
  });
});
