import { afterEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

interface Given {
  readonly by?: unknown;
}

const echo = (row: object) => row;
const told = (_: object, { by }: Given) => `by ${JSON.stringify(by)}`;

it('waits for a context that the planner fetches only beside what needs it', async () => {
  federation = await startTestFederation({
    shops: {
      sdl: `${federationLink} type Query { shops: [Shop] }
        type Shop @key(fields: "id") { id: ID! item: Item } type Item @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: { Query: { shops: () => ['1', null, '2'].map((id) => id && { id, item: { id: 'x' } }) } },
    },
    prices: {
      sdl: `${federationLink} type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: Currency }
        type Currency @shareable { code: String }
        type Item @key(fields: "id") {
          id: ID! price(by: String @fromContext(field: "$shop { currency { code } }")): String next: Item }`,
      resolvers: {
        Shop: {
          __resolveReference: echo,
          currency: ({ id }: { readonly id: string }) => (id === '1' ? { code: 'CNY' } : null),
        },
        Item: { __resolveReference: echo, price: told, next: () => ({ id: 'y' }) },
      },
    },
  });

  expect(await federation.run('{ shops { item { price next { price } } } }')).toEqual({
    data: {
      shops: [
        { item: { price: 'by "CNY"', next: { price: 'by "CNY"' } } },
        null,
        { item: { price: 'by null', next: { price: 'by null' } } },
      ],
    },
  });
});

it('asks without a context that failed, and tells why', async () => {
  federation = await startTestFederation({
    shops: {
      sdl: `${federationLink} type Query { shop: Shop }
        type Shop @key(fields: "id") { id: ID! item: Item } type Item @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: { Query: { shop: () => ({ id: '1', item: { id: 'x' } }) } },
    },
    prices: {
      sdl: `${federationLink} type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String @external }
        type Item @key(fields: "id") { id: ID! price(by: String @fromContext(field: "$shop { currency }")): String }`,
      resolvers: { Item: { __resolveReference: echo, price: told } },
    },
    money: {
      sdl: `${federationLink} type Shop @key(fields: "id") { id: ID! currency: String }`,
      resolvers: { Shop: { __resolveReference: () => Promise.reject(new Error('away')) } },
    },
  });

  const { data, errors } = await federation.run('{ shop { item { price } } }');

  expect(data).toEqual({ shop: { item: { price: 'by null' } } });
  expect(errors).toMatchObject([{ extensions: { service: 'money' }, path: ['shop'] }]);
});

it('reads nothing of a type that sets the context and that no condition names', async () => {
  federation = await startTestFederation({
    shops: {
      sdl: `${federationLink} type Query { places: [Place] }
        interface Place @context(name: "place") { id: ID! item: Item }
        type Shop implements Place @key(fields: "id") { id: ID! item: Item currency: String }
        type Stall implements Place @key(fields: "id") { id: ID! item: Item }
        type Item @key(fields: "id") {
          id: ID! price(by: String @fromContext(field: "$place ... on Shop { currency }")): String }`,
      resolvers: {
        Query: {
          places: () => [
            { __typename: 'Shop', id: '1', item: { id: 'x' }, currency: 'CNY' },
            { __typename: 'Stall', id: '2', item: { id: 'x' } },
          ],
        },
        Item: { __resolveReference: echo, price: told },
      },
    },
  });

  expect(
    await federation.run('{ places { ... on Shop { item { price } } ... on Stall { item { price } } } }'),
  ).toEqual({ data: { places: [{ item: { price: 'by "CNY"' } }, { item: { price: 'by null' } }] } });
});

it('does not ask for a dropped member without its context', async () => {
  const page = { id: '1', lang: 'zh', parts: [{ __typename: 'Film', id: 'f' }] };
  federation = await startTestFederation({
    texts: {
      sdl: `${federationLink} type Query { page: Page @shareable } union Part = Text
        type Page @key(fields: "id") { id: ID! parts: [Part] @shareable } type Text @shareable { words: String }`,
      resolvers: { Query: { page: () => page }, Page: { __resolveReference: () => page } },
    },
    films: {
      sdl: `${federationLink} type Query { page: Page @shareable } union Part = Text | Film
        type Page @key(fields: "id") @context(name: "page") { id: ID! lang: String parts: [Part] @shareable }
        type Text @shareable { words: String }
        type Film @key(fields: "id") { id: ID! title(by: String @fromContext(field: "$page { lang }")): String }`,
      resolvers: {
        Query: { page: () => page },
        Page: { __resolveReference: () => page },
        Film: { __resolveReference: echo, title: told },
      },
    },
  });

  const { data, errors } = await federation.run('{ page { parts { ... on Film { title } } } }');

  expect(data).toEqual({ page: { parts: [{ title: null }] } });
  expect(errors).toMatchObject([{ path: ['page', 'parts', 0, 'title'] }]);
});

it('reads what itself requires something, and what takes arguments, whatever the client asks of it', async () => {
  federation = await startTestFederation({
    shops: {
      sdl: `${federationLink} type Query { shop: Shop }
        type Shop @key(fields: "id") { id: ID! rate(n: Int = 1): Int land: String @external currency: String @requires(fields: "land") }`,
      resolvers: {
        Query: { shop: () => ({ id: '1' }) },
        Shop: {
          __resolveReference: echo,
          rate: (_: object, { n }: { readonly n: number }) => n * 10,
          currency: ({ land }: { readonly land?: string }) => `of ${land}`,
        },
      },
    },
    lands: {
      sdl: `${federationLink} type Shop @key(fields: "id") { id: ID! land: String }`,
      resolvers: { Shop: { __resolveReference: echo, land: () => 'China' } },
    },
    prices: {
      sdl: `${federationLink} type Shop @key(fields: "id") @context(name: "shop") {
          id: ID! item: Item currency: String @external rate(n: Int = 1): Int @external }
        type Item @key(fields: "id") {
          id: ID! price(by: String @fromContext(field: "$shop { currency }")): String
          discount(by: Int @fromContext(field: "$shop { rate(n: 2) }")): String }`,
      resolvers: {
        Shop: { __resolveReference: echo, item: () => ({ id: 'x' }) },
        Item: { __resolveReference: echo, price: told, discount: told },
      },
    },
  });

  expect(await federation.run('{ shop { item { price } } }')).toEqual({
    data: { shop: { item: { price: 'by "of China"' } } },
  });
  expect(
    await federation.run(
      'query { shop { ...S rate(n: 5) } } fragment S on Shop { item { discount ...P } } fragment P on Item { price }',
    ),
  ).toEqual({ data: { shop: { item: { discount: 'by 20', price: 'by "of China"' }, rate: 50 } } });
});

it('waits for what is made of a field that is asked for beside the one that reads it', async () => {
  federation = await startTestFederation({
    nests: {
      sdl: `${federationLink} type Query { ant: Ant }
        type Ant @key(fields: "id") { id: ID! weight: Int size: String @external mood: String @requires(fields: "size") }`,
      resolvers: {
        Query: { ant: () => ({ id: '1' }) },
        Ant: {
          __resolveReference: echo,
          weight: () => 3,
          mood: ({ size }: { readonly size?: string }) => `glad to be ${size}`,
        },
      },
    },
    hives: {
      sdl: `${federationLink} type Ant @key(fields: "id") @context(name: "ant") {
          id: ID! weight: Int @external size: String @requires(fields: "weight") mood: String @external bees: [Bee] }
        type Bee @key(fields: "id") { id: ID! tune(by: String @fromContext(field: "$ant { mood }")): String }`,
      resolvers: {
        Ant: {
          __resolveReference: echo,
          size: ({ weight }: { readonly weight?: number }) => `of ${weight} mg`,
          bees: () => [{ id: 'x' }],
        },
        Bee: { __resolveReference: echo, tune: told },
      },
    },
  });

  expect(await federation.run('{ ant { bees { tune } } }')).toEqual({
    data: { ant: { bees: [{ tune: 'by "glad to be of 3 mg"' }] } },
  });
});

it('waits for what needs a plain field that the reader of the context tells, too', async () => {
  federation = await startTestFederation({
    nests: {
      sdl: `${federationLink} type Query { ant: Ant }
        type Ant @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { ant: () => ({ id: '1' }) } },
    },
    hives: {
      sdl: `${federationLink} type Ant @key(fields: "id") @context(name: "ant") {
          id: ID! weight: Int mood: String @external bees: [Bee] }
        type Bee @key(fields: "id") { id: ID! tune(by: String @fromContext(field: "$ant { mood }")): String }`,
      resolvers: {
        Ant: { __resolveReference: echo, weight: () => 3, bees: () => [{ id: 'x' }] },
        Bee: { __resolveReference: echo, tune: told },
      },
    },
    moods: {
      sdl: `${federationLink} type Ant @key(fields: "id") { id: ID! weight: Int @external mood: String @requires(fields: "weight") }`,
      resolvers: {
        Ant: {
          __resolveReference: echo,
          mood: ({ weight }: { readonly weight?: number }) => `glad to be of ${weight} mg`,
        },
      },
    },
  });

  expect(await federation.run('{ ant { bees { tune } } }')).toEqual({
    data: { ant: { bees: [{ tune: 'by "glad to be of 3 mg"' }] } },
  });
});

/** A tree whose branches are told the label of what they grow from. */
const grown = () =>
  startTestFederation({
    trees: {
      sdl: `${federationLink} type Query { forest: Forest }
        type Forest @key(fields: "id") @context(name: "stem") { id: ID! label: String! tree: Tree! }
        type Hut @key(fields: "id") { id: ID! tree: Tree! color(of: String @fromContext(field: "$stem { label }")): String! }
        type Tree @key(fields: "id") @context(name: "stem") {
          id: ID! label: String! hut: Hut!
          color(of: String @fromContext(field: "$stem { label }")): String!
          twig(of: String @fromContext(field: "$stem { label }")): Tree!
          branch(of: String @fromContext(field: "$stem { label }")): Tree! }`,
      resolvers: {
        Query: { forest: () => ({ id: 'f', label: 'F' }) },
        Forest: { tree: () => ({ id: 'a', label: 'A' }) },
        Hut: { __resolveReference: echo, tree: () => ({ id: 'b', label: 'B' }), color: seen },
        Tree: {
          __resolveReference: echo,
          hut: ({ id }: Stem) => ({ id: `${id}h` }),
          color: seen,
          twig: ({ id }: Stem, { of }: Stem) => ({ id: `${id}t${of}`, label: `T-${id}` }),
          branch: ({ id }: Stem, { of }: Stem) => ({ id: `${id}b${of}`, label: `B-${id}` }),
        },
      },
    },
  });
interface Stem {
  readonly id?: string;
  readonly of?: string;
}
const seen = ({ id }: Stem, { of }: Stem) => `${id} of ${of}`;

it.each([
  // One argument, and two objects that it would have to be read of.
  '{ forest { tree { branch { branch { id } } } } }',
  '{ forest { tree { color branch { ...deep } } } } fragment deep on Tree { color }',
  // What the last one would have to be read of comes with the same answer.
  '{ forest { tree { branch { branch { branch { id } } } } } }',
])('answers with an error where the planner would mix contexts up: %s', async (query) => {
  federation = await grown();

  const { data, errors } = await federation.run(query);

  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
});

it.each([
  ['{ branch { color } twig { id } }', { branch: { color: 'abF of A' }, twig: { id: 'atF' } }],
  [
    '{ one: branch { color } two: branch { color } }',
    { one: { color: 'abF of A' }, two: { color: 'abF of A' } },
  ],
  [
    '{ color hut { color tree { color } } }',
    { color: 'a of F', hut: { color: 'ah of A', tree: { color: 'b of A' } } },
  ],
])(
  'answers where what reads a context stands beside itself, or far enough below: %s',
  async (selection, tree) => {
    federation = await grown();

    expect(await federation.run(`{ forest { tree ${selection} } }`)).toEqual({ data: { forest: { tree } } });
  },
);

it('reads several parts of one object, for one field and for those beside it', async () => {
  federation = await startTestFederation({
    boxes: {
      sdl: `${federationLink} type Query { box: Box }
        type Box @key(fields: "id") @context(name: "box") { id: ID! size: Size item: Item } type Size { width: Int height: Int depth: Int }
        type Item @key(fields: "id") { id: ID! price(
            by: Int @fromContext(field: "$box { size { width } }") with: Int @fromContext(field: "$box { size { height } }")): String
          rate(by: Int @fromContext(field: "$box { size { depth } }")): String }`,
      resolvers: {
        Query: { box: () => ({ id: '1', size: { width: 1, height: 2, depth: 3 }, item: { id: 'x' } }) },
        Item: {
          __resolveReference: echo,
          price: (_: object, { by, with: other }: Given & { readonly with?: unknown }) =>
            `${by} and ${other}`,
          rate: told,
        },
      },
    },
    items: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! label: String }`,
      resolvers: { Item: { __resolveReference: echo } },
    },
  });

  expect(await federation.run('{ box { item { price rate } } }')).toEqual({
    data: { box: { item: { price: '1 and 2', rate: 'by 3' } } },
  });
});

it.each(['$no', 'false'])(
  'answers a field beside one that reads a context of another subgraph and is left out by %s',
  async (given) => {
    federation = await startTestFederation({
      boxes: {
        sdl: `${federationLink} type Query { box: Box }
        type Box @key(fields: "id") @context(name: "box") { id: ID! size: Int far: Int @external item: Item }
        type Item @key(fields: "id") { id: ID! price(by: Int @fromContext(field: "$box { size }")): String
          rate(by: Int @fromContext(field: "$box { far }")): String }`,
        resolvers: {
          Query: { box: () => ({ id: '1', size: 2, item: { id: 'x' } }) },
          Item: { __resolveReference: echo, price: told, rate: told },
        },
      },
      others: {
        sdl: `${federationLink} type Box @key(fields: "id") { id: ID! far: Int }
        type Item @key(fields: "id") { id: ID! label: String }`,
        resolvers: { Box: { __resolveReference: () => ({ far: 9 }) }, Item: { __resolveReference: echo } },
      },
    });
    const declared = given === '$no' ? 'query ($no: Boolean!)' : '';

    expect(
      await federation.run(
        `${declared} { box { item { price rate @include(if: ${given}) } } }`,
        given === '$no' ? { no: false } : {},
      ),
    ).toEqual({ data: { box: { item: { price: 'by 2' } } } });
    expect(federation.subgraphs['others']?.requests).toEqual([]);
  },
);
