import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

interface Given {
  readonly id: string;
}

interface Told {
  readonly by?: string;
}

const rows = [
  { id: 'a', name: 'Ada' },
  { id: 'b', name: 'Ben' },
  { id: 'c', name: 'Cid' },
];
const after: Readonly<Record<string, string>> = { a: 'b', b: 'c', c: 'a' };

const homes = {
  sdl: `${federationLink} type Query { homes: [Home] } type Subscription { moved: Home }
    type Home @key(fields: "id") { id: ID! name: String pet: Pet } type Pet @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: {
      homes: () => [
        { id: '1', name: 'one', pet: rows[0] },
        { id: '2', name: 'two', pet: rows[1] },
      ],
    },
    Home: { __resolveReference: (row: object) => row },
    Pet: fromRows(rows),
  },
};

const calls = {
  sdl: `${federationLink}
    type Home @key(fields: "id") @context(name: "around") { id: ID! name: String @external }
    type Pet @key(fields: "id") @context(name: "around") { id: ID! name: String @external next: Pet
      call(by: String @fromContext(field: "$around { name }")): String }`,
  resolvers: {
    Pet: {
      ...fromRows(rows),
      next: ({ id }: Given) => ({ id: after[id] }),
      call: ({ id }: Given, { by }: Told) => `${by} calls ${id}`,
    },
  },
};

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation({ homes, calls });
});
afterAll(() => federation.close());

// One fetch has one variable for both: as the planner had it, both fields would be told the same.
it.each([
  {
    query: '{ homes { pet { call next { call } } } }',
    pets: [
      { call: 'one calls a', next: { call: 'Ada calls b' } },
      { call: 'two calls b', next: { call: 'Ben calls c' } },
    ],
  },
  {
    query: '{ homes { pet { next { next { call } call name } ... on Pet { c: call } } } }',
    pets: [
      { next: { next: { call: 'Ben calls c' }, call: 'Ada calls b', name: 'Ben' }, c: 'one calls a' },
      { next: { next: { call: 'Cid calls a' }, call: 'Ben calls c', name: 'Cid' }, c: 'two calls b' },
    ],
  },
])('tells each field its own context, where one stands in the other: $query', async ({ query, pets }) => {
  expect(await federation.run(query)).toEqual({ data: { homes: pets.map((pet) => ({ pet })) } });
});

it('plans events as it plans queries', async () => {
  const services = Object.entries({ homes, calls });
  const generation = createGeneration(composeTest(services.map(([name, { sdl }]) => ({ name, sdl }))), 10);
  const countFetches = async (source: string) => {
    const { plan } = await generation.prepare(parse(source), source, undefined);
    return plan.fetches.filter(({ service }) => service === 'calls').length;
  };

  const asked = '{ pet { call next { call } } }';
  expect(await countFetches(`subscription { moved ${asked} }`)).toBe(
    await countFetches(`{ homes ${asked} }`),
  );
});
