import { afterEach, expect, it } from 'vitest';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

async function ask(body: string, query: string, variables = {}) {
  federation = await startTestFederation({
    one: {
      sdl: 'type Query { a: Int b(to: Int): Int }',
      intercept: (_, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    },
    other: { sdl: 'type Query { c: Int }', resolvers: { Query: { c: () => 3 } } },
  });
  const { data, errors = [] } = await federation.run(query, variables);
  return { data, told: errors.map(({ path, extensions }) => [path, extensions?.['code']]) };
}

it.each(['{"data":{"x":1}}', '{"data":{}}', '{"data":{"a":1},"errors":null}'])(
  'an answer without a field that was asked for is an error there: %s',
  async (body) => {
    const { data, told } = await ask(body, '{ a twice: b(to: 1) c }');

    expect(data).toMatchObject({ twice: null, c: 3 });
    expect(told).toContainEqual([['twice'], 'JURISDICTION_BAD_RESPONSE']);
    expect(told).toHaveLength(body.includes('"a"') ? 1 : 2);
  },
);

it.each([
  ['null', '{"data":{"a":null}}', []],
  [
    'an error at it',
    '{"data":{},"errors":[{"message":"x","path":["a"]}]}',
    [[['a'], 'INTERNAL_SERVER_ERROR']],
  ],
  [
    'an error without a place',
    '{"data":{},"errors":[{"message":"x"}]}',
    [[undefined, 'INTERNAL_SERVER_ERROR']],
  ],
])('%s is an answer', async (_, body, told) => {
  expect(await ask(body, '{ a }')).toEqual({ data: { a: null }, told });
});

it('nothing is missing that a condition left out', async () => {
  const query =
    'query ($no: Boolean!, $also: Boolean = false) { a b @include(if: $no) twice: b(to: 1) @include(if: $also) }';

  expect(await ask('{"data":{"a":1}}', query, { no: false })).toEqual({ data: { a: 1 }, told: [] });
});
