import { buildSchema, parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { explodeAbstractTypes } from '../../../gateway/plan/explodeAbstractTypes.ts';

const schema = buildSchema(`
  type Query { node: Node }
  interface Node { id: ID! next: Node }
  interface Named { name: String }
  type A implements Node { id: ID! next: Node }
  type B implements Node & Named { id: ID! next: Node name: String }
`);
const explode = (source: string) =>
  print(explodeAbstractTypes(parse(source), schema))
    .replaceAll(/\s+/g, ' ')
    .trim();

it('asks each type for what an interface is asked for', () => {
  expect(explode('{ node { id ...N } } fragment N on Named { name }')).toBe(
    '{ node { __typename ... on A { id } ... on B { id ... on B { name } } } }',
  );
});

it('refuses what would grow with each level', () => {
  let set = '{ id }';
  for (let level = 0; level < 30; level++) set = `{ next ${set} }`;

  expect(() => explode(`{ node ${set} }`)).toThrow(expect.objectContaining({ code: 'OPERATION_TOO_COSTLY' }));
});
