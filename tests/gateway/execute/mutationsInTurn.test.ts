import { afterEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

let price = 0;
const asked: string[] = [];

async function run(query: string, variables: Record<string, unknown> = {}) {
  price = 0;
  asked.length = 0;
  federation = await startTestFederation({
    items: {
      sdl: `${federationLink} type Query { a: Int } type Item @key(fields: "id") { id: ID! to: Int }
        type Mutation { set(to: Int!): Item note: Int }`,
      resolvers: {
        Mutation: {
          set: (_: unknown, { to }: { to: number }) => {
            price = to;
            asked.push(`set ${to}`);
            return { id: 'i', to };
          },
          note: () => asked.push('note'),
        },
      },
    },
    prices: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! price: Int }`,
      resolvers: {
        Item: {
          __resolveReference: ({ id }: { id: string }) => {
            asked.push('price');
            return { id, price };
          },
        },
      },
    },
  });
  const { data, errors } = await federation.run(query, variables);
  return { data, errors, asked: [...asked] };
}

it.each([
  [
    '{ a: set(to: 1) { price } b: set(to: 2) { to price } }',
    { a: { price: 1 }, b: { to: 2, price: 2 } },
    ['set 1', 'price', 'set 2', 'price'],
  ],
  [
    '{ a: set(to: 1) { to } b: set(to: 2) { price } ... on Mutation { a: set(to: 1) { price } } }',
    { a: { to: 1, price: 1 }, b: { price: 2 } },
    ['set 1', 'price', 'set 2', 'price'],
  ],
  [
    '($no: Boolean!) { a: set(to: 1) { price } ... @include(if: $no) { b: set(to: 2) { price } } c: set(to: 3) { price } }',
    { a: { price: 1 }, c: { price: 3 } },
    ['set 1', 'price', 'set 3', 'price'],
  ],
  [
    '{ __typename a: set(to: 1) { ...Told } b: set(to: 2) { ...Told } } fragment Told on Item { price }',
    { __typename: 'Mutation', a: { price: 1 }, b: { price: 2 } },
    ['set 1', 'price', 'set 2', 'price'],
  ],
  ['{ a: set(to: 1) { to } note }', { a: { to: 1 }, note: 2 }, ['set 1', 'note']],
])('all of a field is told before the next takes effect: %s', async (text, data, order) => {
  const answer = await run(`mutation ${text}`, text.includes('$no') ? { no: false } : {});

  expect(answer).toEqual({ data, errors: undefined, asked: order });
});
