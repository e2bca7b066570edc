import { afterEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const effects: string[] = [];
const note = (name: string) => () => effects.push(name);

async function run(query: string, variables: Record<string, unknown> = {}) {
  effects.length = 0;
  federation = await startTestFederation({
    left: {
      sdl: `${federationLink} type Query { a: Int } type Mutation { one: Int two: Int }`,
      resolvers: { Mutation: { one: note('one'), two: note('two') } },
    },
    right: {
      sdl: `${federationLink} type Mutation { three: Int }`,
      resolvers: { Mutation: { three: note('three') } },
    },
  });
  const { data, errors } = await federation.run(query, variables);
  return { answer: JSON.stringify(data), effects: [...effects], errors };
}

it.each([
  ['mutation ($no: Boolean!) { one three one @skip(if: $no) two }', { one: 1, three: 2, two: 3 }],
  ['mutation { ... on Mutation { one @skip(if: false) } three one }', { one: 1, three: 2 }],
  ['mutation { one two ... on Mutation { three one } }', { one: 1, two: 2, three: 3 }],
  ['mutation { ...All three one } fragment All on Mutation { two three }', { two: 1, three: 2, one: 3 }],
  [
    'mutation ($no: Boolean!) { one ... @skip(if: $no) { three @include(if: true) @skip(if: $no) } one two }',
    { one: 1, three: 2, two: 3 },
  ],
  ['mutation ($no: Boolean!) { one @include(if: $no) three one two }', { three: 1, one: 2, two: 3 }],
  [
    'mutation ($no: Boolean!) { one @skip(if: $no) three one @include(if: $no) two }',
    { one: 1, three: 2, two: 3 },
  ],
  ['mutation { one @skip(if: true) three one }', { three: 1, one: 2 }],
  [
    'mutation ($no: Boolean!) { ... @include(if: $no) { ...All } three ...All two @skip(if: $no) } fragment All on Mutation { one two }',
    { three: 1, one: 2, two: 3 },
  ],
  ['mutation ($no: Boolean!) { one @include(if: $no) ... @include(if: $no) { one three } }', {}],
])('takes effect once per field and in the order of the operation: %s', async (query, data) => {
  const { answer, effects: taken, errors } = await run(query, query.includes('$no') ? { no: false } : {});

  expect({ errors, answer, taken }).toEqual({ answer: JSON.stringify(data), taken: Object.keys(data) });
});

it('plans a mutation for each order that the values of its conditions ask for', async () => {
  const query =
    'mutation ($yes: Boolean!, $no: Boolean! = false) { one @include(if: $yes) @skip(if: $no) three one }';

  expect((await run(query, { yes: true })).effects).toEqual(['one', 'three']);
  await federation.close();
  expect((await run(query, { yes: true, no: true })).effects).toEqual(['three', 'one']);
});
