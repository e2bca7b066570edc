import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

const routes = [
  { __typename: 'Path', id: 'p', name: 'Ridge' },
  { __typename: 'Road', id: 'r', name: 'Coast' },
];

const maps = {
  sdl: `${federationLink} type Query { first: Route } interface Named { id: ID! name: String }
    interface Route implements Named @key(fields: "id") { id: ID! name: String }
    type Path implements Route & Named @key(fields: "id") { id: ID! name: String }
    type Road implements Route & Named @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: { first: () => routes[0] },
    Route: fromRows(routes),
    Path: fromRows(routes),
    Road: fromRows(routes),
  },
};

/** Links routes with each other, and knows no interface above theirs. */
const links = {
  sdl: `${federationLink} type Route @key(fields: "id") @interfaceObject { id: ID! next: Route }`,
  resolvers: {
    Route: fromRows([
      { id: 'p', next: { id: 'r' } },
      { id: 'r', next: { id: 'p' } },
    ]),
  },
};

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation({ maps, links });
});
afterAll(() => federation.close());

it.each([
  ['{ first { next { ... on Named { id } } } }', { id: 'r' }],
  [
    '{ first { next { ...Title __typename } } } fragment Title on Named { id next: name }',
    { id: 'r', next: 'Coast', __typename: 'Road' },
  ],
])('answers fragments on an interface above the one of an interface object: %s', async (query, next) => {
  expect(await federation.run(query)).toEqual({ data: { first: { next } } });
});

it('asks nobody for types where such a fragment says nothing of them', async () => {
  const services = Object.entries({ maps, links });
  const generation = createGeneration(composeTest(services.map(([name, { sdl }]) => ({ name, sdl }))), 10);
  const countFetches = async (source: string) => {
    const { plan } = await generation.prepare(parse(source), source, undefined);
    return plan.fetches.length;
  };

  expect(await countFetches('{ first { next { ... on Named { id } } } }')).toBe(
    await countFetches('{ first { next { id } } }'),
  );
});
