import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { readMemberSelections } from '../../../gateway/plan/readMemberSelections.ts';

const schema = buildSchema(`
  type Query { node: Node }
  interface Node { id: ID! next: Node all: [Node] }
  type A implements Node { id: ID! next: A all: [Node] }
  type B implements Node { id: ID! next: B all: [Node] }
  type C implements Node { id: ID! next: Node all: [Node] }
`);
const placesOf = (query: string) =>
  [...readMemberSelections(parse(query), schema)].map(([place, members]) => [
    place,
    members.map(({ type, responseKey, path }) => `${type}.${responseKey} at ${path.join('/')}`),
  ]);

it('reads what each member is asked for, by place', () => {
  expect(placesOf('{ node { id ... on B { all { id: next { id } } } } }')).toEqual([
    ['node', ['A.id at node', 'B.id at node', 'C.id at node', 'B.all at node']],
    ['node all', ['A.id at node/all/@', 'B.id at node/all/@', 'C.id at node/all/@']],
    // Of the members' own types A and B nothing is to be told apart.
    ['node all id', ['A.id at node/all/@/id', 'B.id at node/all/@/id', 'C.id at node/all/@/id']],
  ]);
});

it('finds each thing once, however many members lead to it at however many levels', () => {
  let set = '{ id }';
  for (let level = 0; level < 40; level++) set = `{ next ${set} }`;
  const places = placesOf(`{ node ${set} }`);

  expect(places).toHaveLength(41);
  for (const [, members = []] of places) expect(members).toHaveLength(3);
});
