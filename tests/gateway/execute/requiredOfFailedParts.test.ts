import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;
const broken = async () => {
  throw new Error('broken');
};
const home = () => ({
  id: 'h',
  box: {},
  rows: [[{ n: 0 }, { n: 1 }], [{ n: 2 }]],
  pet: { __typename: 'Cat', id: 'c' },
  pets: [
    { __typename: 'Cat', id: 'c' },
    { __typename: 'Dog', id: 'd' },
  ],
  lid: { id: 'l', maker: { id: 'm' } },
});
interface Part {
  readonly width?: number;
  readonly height?: number;
  readonly tail?: number;
  readonly teeth?: number;
}
type Parts = readonly (Part | null)[];
const sumOf = (parts: Parts, key: keyof Part, otherwise: number) =>
  parts.reduce((sum, part) => sum + (part === null ? -100 : (part[key] ?? otherwise)), 0);

describeFederation(
  'what is required of an object of which something has failed, in all its shapes',
  {
    shop: {
      sdl: `${federationLink} type Query { home: Home homes: [Home!]! }
        type Home @key(fields: "id") { id: ID! box: Box rows: [[Box]!] pet: Pet pets: [Pet] lid: Lid cost(n: Int = 1): Int! }
        type Box { width: Int height: Int! strict: Int! part: Part! } type Part { name: String! size: Int }
        interface Pet { id: ID! } type Cat implements Pet @key(fields: "id") { id: ID! claws: Int! tail: Int }
        type Dog implements Pet @key(fields: "id") { id: ID! teeth: Int! }
        type Lid @key(fields: "id") { id: ID! maker: Maker } type Maker @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { home, homes: () => [home(), home()] },
        Home: { cost: async (_: object, { n }: { n: number }) => (n === 3 ? broken() : n) },
        Box: {
          width: ({ n = 2 }: { n?: number }) => n + 1,
          height: async ({ n = 0 }: { n?: number }) => (n === 0 ? broken() : n),
          strict: broken,
          part: () => ({}),
        },
        Part: { name: broken, size: () => 6 },
        Cat: { claws: broken, tail: () => 9 },
        Dog: { teeth: () => 42 },
      },
    },
    makers: {
      sdl: `${federationLink} type Maker @key(fields: "id") { id: ID! rank: Int! fame: Int }`,
      resolvers: { Maker: { __resolveReference: reference, rank: broken, fame: () => 5 } },
    },
    sums: {
      sdl: `${federationLink}
        type Home @key(fields: "id") { id: ID! box: Box @external rows: [[Box]!] @external
          pets: [Pet] @external lid: Lid @external cost(n: Int = 1): Int! @external
          sum: Int @requires(fields: "rows { width }") most: Int @requires(fields: "rows { height }")
          one: Int @requires(fields: "cost(n: 1)") three: Int @requires(fields: "cost(n: 3)")
          part: Int @requires(fields: "box { part { size } }") name: Int @requires(fields: "box { part { name } }")
          rank: Int @requires(fields: "lid { maker { rank } }") fame: Int @requires(fields: "lid { maker { fame } }")
          tails: Int @requires(fields: "pets { ... on Cat { tail } }")
          arms: Int @requires(fields: "pets { ... on Cat { claws } ... on Dog { teeth } }")
          strictArms: Int! @requires(fields: "pets { ... on Cat { claws } ... on Dog { teeth } }") }
        type Box @external { width: Int height: Int! part: Part! } type Part @external { name: String! size: Int }
        interface Pet { id: ID! } 
        type Cat implements Pet @key(fields: "id") { id: ID! claws: Int! @external tail: Int @external }
        type Dog implements Pet @key(fields: "id") { id: ID! teeth: Int! @external }
        type Lid @key(fields: "id") { id: ID! maker: Maker @external }
        type Maker @key(fields: "id") { id: ID! rank: Int! @external fame: Int @external }`,
      resolvers: {
        Home: {
          __resolveReference: reference,
          sum: ({ rows }: { rows: Parts[] }) => sumOf(rows.flat(), 'width', -7),
          most: ({ rows }: { rows: Parts[] }) => sumOf(rows.flat(), 'height', -7),
          one: ({ cost }: { cost: number }) => cost,
          three: () => -1,
          part: ({ box }: { box: { part: { size: number } } | null }) => box?.part.size ?? -1,
          name: ({ box }: { box: object | null }) => (box === null ? -1 : -2),
          rank: ({ lid }: { lid: { maker: object | null } }) => (lid.maker === null ? -1 : -2),
          fame: ({ lid }: { lid: { maker: { fame: number } | null } }) => lid.maker?.fame ?? -1,
          tails: ({ pets }: { pets: Parts }) => sumOf(pets, 'tail', 1),
          arms: ({ pets }: { pets: Parts }) => sumOf(pets, 'teeth', -7),
          strictArms: ({ pets }: { pets: Parts }) => sumOf(pets, 'teeth', -7),
        },
        Cat: { __resolveReference: reference },
        Dog: { __resolveReference: reference },
      },
    },
    more: {
      sdl: `${federationLink} type Home @key(fields: "id") { id: ID! three: Int @external third: Int @requires(fields: "three") }`,
      resolvers: {
        Home: { __resolveReference: reference, third: ({ three }: { three: number | null }) => three ?? -1 },
      },
    },
  },
  [
    {
      query: '{ home { third one } }',
      data: { home: { third: -1, one: 1 } },
      errorsAt: [['home']],
      reference: 'wrong',
    },
    {
      query: '{ home { sum most rows { width } } }',
      data: { home: { sum: 6, most: -97, rows: [[{ width: 1 }, { width: 2 }], [{ width: 3 }]] } },
      errorsAt: [['home', 'rows', 0, 0]],
      reference: 'wrong',
    },
    {
      query: '{ home { one three } }',
      data: { home: { one: 1, three: null } },
      errorsAt: [['home']],
      reference: 'wrong',
    },
    {
      query: '{ home { cost(n: 2) one three } }',
      data: { home: { cost: 2, one: 1, three: null } },
      errorsAt: [['home']],
      reference: 'wrong',
    },
    {
      query: '{ home { part name b: box { width } } }',
      data: { home: { part: 6, name: -1, b: { width: 3 } } },
      errorsAt: [['home']],
      reference: 'wrong',
    },
    {
      query: '{ home { rank fame lid { maker { fame } } } }',
      data: { home: { rank: -1, fame: 5, lid: { maker: { fame: 5 } } } },
      errorsAt: [['home', 'lid', 'maker']],
      reference: 'wrong',
    },
    {
      query: '{ home { lid { maker { rank } } fame } }',
      data: { home: { lid: { maker: null }, fame: 5 } },
      errorsAt: [['home', 'lid', 'maker', 'rank']],
      reference: 'wrong',
    },
    {
      query: '{ home { tails arms pets { id } } }',
      data: { home: { tails: 10, arms: -58, pets: [{ id: 'c' }, { id: 'd' }] } },
      errorsAt: [['home', 'pets', 0]],
      reference: 'wrong',
    },
    {
      query: '{ homes { strictArms tails pets { ... on Cat { t: tail } } } }',
      data: {
        homes: [
          { strictArms: -58, tails: 10, pets: [{ t: 9 }, {}] },
          { strictArms: -58, tails: 10, pets: [{ t: 9 }, {}] },
        ],
      },
      errorsAt: [
        ['homes', 0, 'pets', 0],
        ['homes', 1, 'pets', 0],
      ],
      reference: 'wrong',
    },
    {
      query:
        'query ($no: Boolean = false) { home { part name @include(if: $no) box { strict @skip(if: $no) width } rank @include(if: $no) } }',
      data: { home: { part: 6, box: null } },
      errorsAt: [['home', 'box', 'strict']],
      reference: 'wrong',
    },
  ],
);
