import { GraphQLError } from 'graphql';
import { afterEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const refuse = () => {
  throw new GraphQLError('no', { extensions: { code: 'BAD_USER_INPUT' } });
};
const start = async () => {
  federation = await startTestFederation({
    one: {
      sdl: `${federationLink} type Query { good: Thing! also: Int! bad: Int! free: Int }
        type Thing @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { good: () => ({ id: '1' }), also: () => 1, bad: refuse, free: () => 2 } },
    },
    two: {
      sdl: `${federationLink} type Query { other: Int }
        type Thing @key(fields: "id") { id: ID! size: Int! }`,
      resolvers: { Query: { other: () => 3 }, Thing: { __resolveReference: () => ({ size: 1 }) } },
    },
  });
};

it.each(['{ good { id size } bad also free }', '{ bad g: good { size } other }', '{ also a: also b: bad }'])(
  'tells the one error of a field, and none for those that it nulled: %s',
  async (query) => {
    await start();

    const { data, errors } = await federation.run(query);

    expect(data).toBeNull();
    expect(errors?.map(({ message, path, extensions }) => [message, path, extensions?.['code']])).toEqual([
      ['no', [query.includes('b: bad') ? 'b' : 'bad'], 'BAD_USER_INPUT'],
    ]);
  },
);

it('still tells of a non-null field that an upstream left out without any error', async () => {
  federation = await startTestFederation({
    one: {
      sdl: `${federationLink} type Query { good: Int! also: Int }`,
      resolvers: {},
      intercept: (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ data: { also: 1 } })),
    },
  });

  const { data, errors } = await federation.run('{ good also }');

  expect(data).toBeNull();
  expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
    [['good'], 'JURISDICTION_BAD_RESPONSE'],
  ]);
});

it('tells the one error of an entity, and none for what fell with it', async () => {
  federation = await startTestFederation({
    one: {
      sdl: `${federationLink} type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { thing: () => ({ id: '1' }) } },
    },
    two: {
      sdl: `${federationLink} type Thing @key(fields: "id") { id: ID! size: Int! bad: Int! }`,
      resolvers: { Thing: { __resolveReference: () => ({ size: 1 }), bad: refuse } },
    },
  });

  const { data, errors } = await federation.run('{ thing { size bad s: size } }');

  expect(data).toEqual({ thing: null });
  expect(errors?.map(({ message, path }) => [message, path])).toEqual([['no', ['thing', 'bad']]]);
});
