import { afterAll, beforeAll, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

const reference = (row: object) => row;
const broken = async () => {
  throw new Error('broken');
};
const home = () => ({ id: 'h', box: {}, pet: { id: 'c' } });

const homes = {
  sdl: `${federationLink} type Query { home: Home } type Mutation { move: Home } type Home @key(fields: "id") { id: ID! box: Box pet: Pet }
    type Box { width: Int height: Int! strict: Int! } type Pet @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: { home },
    Mutation: { move: home },
    Box: { width: () => 3, height: broken, strict: broken },
  },
};

const calls = {
  sdl: `${federationLink} type Query @context(name: "all") { lucky: Int foxes: [Fox] } type Fox @key(fields: "id") { id: ID! luck(by: Int @fromContext(field: "$all { lucky }")): String }
    type Home @key(fields: "id") @context(name: "around") { id: ID! box: Box @external }
    type Box @external { width: Int height: Int! }
    type Pet @key(fields: "id") { id: ID! call(by: Int @fromContext(field: "$around { box { width } }")): String
      cry(by: Int @fromContext(field: "$around { box { height } }")): String }`,
  resolvers: {
    Query: { lucky: broken, foxes: () => [{ id: 'f' }] },
    Fox: { __resolveReference: reference, luck: (_: object, { by }: { by?: number }) => `by ${by}` },
    Home: { __resolveReference: reference },
    Pet: {
      __resolveReference: reference,
      call: (_: object, { by }: { by?: number }) => `by ${by}`,
      cry: (_: object, { by }: { by?: number }) => `by ${by}`,
    },
  },
};

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation({ homes, calls });
});
afterAll(() => federation.close());

it.each([
  {
    query: '{ home { box { strict } pet { call } } }',
    data: { home: { box: null, pet: { call: 'by 3' } } },
    errorsAt: [['home', 'box', 'strict']],
  },
  {
    query: '{ home { b: box { width } pet { cry call } } }',
    data: { home: { b: { width: 3 }, pet: { cry: 'by null', call: 'by 3' } } },
    errorsAt: [['home']],
  },
  {
    query: '{ foxes { luck } }',
    data: { foxes: [{ luck: 'by null' }] },
    // It is nobody's place: a path is one of the client's fields.
    errorsAt: [undefined],
  },
  {
    query: 'mutation { move { box { strict } pet { id call } } }',
    data: { move: { box: null, pet: { id: 'c', call: null } } },
    errorsAt: [
      ['move', 'box', 'strict'],
      ['move', 'pet'],
    ],
  },
])(
  'reads a context of an object of which something has failed: $query',
  async ({ query, data, errorsAt }) => {
    const answer = await federation.run(query);
    expect({ data: answer.data, errorsAt: answer.errors?.map(({ path }) => path) }).toEqual({
      data,
      errorsAt,
    });
  },
);
