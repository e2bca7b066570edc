import { expect, it } from 'vitest';
import { composeSupergraph } from '../../schema/composeSupergraph.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const people = {
  name: 'people',
  sdl: `${LINK} type Query { me: Holder } type Holder @key(fields: "id") { id: ID! }`,
  url: 'http://tongban.invalid/people',
};
const cases = {
  name: 'cases',
  sdl: `${LINK} type Holder @key(fields: "id") { id: ID! cases: [String!] }`,
  url: 'http://tongban.invalid/cases',
};

it('composes the same text from either order, with the URLs given', () => {
  const { supergraphSdl } = composeSupergraph([people, cases]);

  expect(supergraphSdl).toContain(
    'PEOPLE @join__graph(name: "people", url: "http://tongban.invalid/people")',
  );
  expect(supergraphSdl?.endsWith('}\n')).toBe(true);
  expect(composeSupergraph([cases, people]).supergraphSdl).toBe(supergraphSdl);
});

it('names each subgraph that is not valid by itself', () => {
  const result = composeSupergraph([
    { ...people, sdl: 'type Query {' },
    { ...cases, sdl: `${LINK} type Holder @key(fields: "nope") { id: ID! }` },
  ]);

  expect(result).toEqual({
    errors: [
      expect.stringMatching(
        /^\[cases\] On type "Holder", for @key\(fields: "nope"\): Cannot query field "nope"/,
      ),
      '[people] Syntax Error: Expected Name, found <EOF>.',
    ],
  });
});

it('says why valid subgraphs do not fit together', () => {
  const result = composeSupergraph([people, { ...cases, sdl: `${cases.sdl} type Query { me: String }` }]);

  expect(result.supergraphSdl).toBeUndefined();
  expect(result.errors).toEqual([
    expect.stringContaining('"Query.me"'),
    expect.stringContaining('"Query.me"'),
  ]);
});
