import { afterAll, beforeAll, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

/** Names the lines of an order for what it requires, and does not tell them to anybody. */
const shop = {
  sdl: `${federationLink} type Query { order: Order }
    type Order @key(fields: "id") { id: ID! rate: Int lines: [Line] @external size: Int @requires(fields: "lines { id }") }
    type Line @key(fields: "id", resolvable: false) { id: ID! }`,
  resolvers: {
    Query: { order: () => ({ id: 'o', rate: 3 }) },
    Order: {
      __resolveReference: (row: object) => row,
      rate: () => 3,
      size: ({ lines }: { lines?: readonly object[] }) => lines?.length,
    },
  },
};

const stock = {
  sdl: `${federationLink}
    type Order @key(fields: "id") @context(name: "order") { id: ID! lines: [Line] first: Line rate: Int @external }
    type Line @key(fields: "id") { id: ID! price(
      among: [ID] @fromContext(field: "$order { lines { id } }")
      rate: Int @fromContext(field: "$order { rate }")
    ): String }`,
  resolvers: {
    Order: fromRows([{ id: 'o', lines: [{ id: 'a' }, { id: 'b' }], first: { id: 'a' } }]),
    Line: {
      __resolveReference: (row: object) => row,
      price: ({ id }: { id: string }, { among, rate }: { among?: readonly string[]; rate?: number }) =>
        `${id} of ${among} at ${rate}`,
    },
  },
};

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation({ shop, stock });
});
afterAll(() => federation.close());

it.each(['{ order { first { price } } }', '{ order { first { price } lines { id } size rate } }'])(
  'reads a context of what whoever led there names for others only: %s',
  async (query) => {
    const { data, errors } = await federation.run(query);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ order: { first: { price: 'a of a,b at 3' } } });
  },
);
