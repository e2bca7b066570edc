import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;
const broken = async () => {
  throw new Error('broken');
};
interface Box {
  readonly width: number;
  readonly maker?: { readonly rank: number };
}
const order = () => ({ id: 'o', box: {}, boxes: [{ n: 0 }, { n: 1 }], lid: { id: 'l' } });

describeFederation(
  'what is required of an object that the fields of the client have nulled',
  {
    shop: {
      sdl: `${federationLink} type Query { order: Order orders: [Order!] } type Mutation { place: Order }
        type Order @key(fields: "id") { id: ID! box: Box boxes: [Box] lid: Lid }
        type Box { width: Int strict: Int! maybe: Int! other: Int! maker: Maker hard: Hard } type Hard { name: String! }
        type Maker @key(fields: "id") { id: ID! }
        type Lid @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { order, orders: () => [order(), order()] },
        Mutation: { place: order },
        Box: {
          width: ({ n = 2 }: { n?: number }) => n + 1,
          strict: broken,
          maybe: async ({ n }: { n?: number }) => (n === 0 ? broken() : 1),
          other: broken,
          hard: () => ({ name: null }),
          maker: () => ({ id: 'm' }),
        },
      },
    },
    makers: {
      sdl: `${federationLink} type Maker @key(fields: "id") { id: ID! rank: Int }
        type Lid @key(fields: "id") { id: ID! weight: Int tight: Int! }`,
      resolvers: {
        Maker: { __resolveReference: reference, rank: () => 7 },
        Lid: { __resolveReference: reference, weight: () => 4, tight: broken },
      },
    },
    sums: {
      sdl: `${federationLink} type Order @key(fields: "id") { id: ID! box: Box @external boxes: [Box] @external lid: Lid @external
          total: Int @requires(fields: "box { width }") sum: Int @requires(fields: "boxes { width }")
          hard: Int @requires(fields: "box { hard { name } }")
          rank: Int @requires(fields: "box { maker { rank } }") load: Int @requires(fields: "lid { weight }") }
        type Box @external { width: Int maker: Maker hard: Hard } type Hard @external { name: String! }
        type Maker @key(fields: "id", resolvable: false) { id: ID! rank: Int @external }
        type Lid @key(fields: "id", resolvable: false) { id: ID! weight: Int @external }`,
      resolvers: {
        Order: {
          __resolveReference: reference,
          total: ({ box }: { box: Box | null }) => (box === null ? -1 : box.width * 10),
          sum: ({ boxes }: { boxes: (Box | null)[] }) =>
            boxes.reduce((sum, box) => sum + (box === null ? -100 : box.width), 0),
          hard: ({ box }: { box: { hard: object | null } | null }) => (box?.hard === null ? 0 : -1),
          rank: ({ box }: { box: Box | null }) => box?.maker?.rank ?? -1,
          load: ({ lid }: { lid: { weight: number } | null }) => lid?.weight ?? -1,
        },
      },
    },
  },
  [
    {
      query: '{ order { box { strict } total } }',
      data: { order: { box: null, total: 30 } },
      errorsAt: [['order', 'box', 'strict']],
      reference: 'wrong',
    },
    {
      query: '{ order { b: box { s: strict w: width } total t: total } }',
      data: { order: { b: null, total: 30, t: 30 } },
      errorsAt: [['order', 'b', 's']],
    },
    {
      query: '{ order { boxes { maybe } sum } }',
      data: { order: { boxes: [null, { maybe: 1 }], sum: 3 } },
      errorsAt: [['order', 'boxes', 0, 'maybe']],
      reference: 'wrong',
    },
    {
      query: '{ order { box { strict maker { id } } rank } }',
      data: { order: { box: null, rank: 7 } },
      errorsAt: [['order', 'box', 'strict']],
      reference: 'wrong',
    },
    {
      query: '{ order { lid { tight } load } }',
      data: { order: { lid: null, load: 4 } },
      errorsAt: [['order', 'lid', 'tight']],
      reference: 'wrong',
    },
    {
      query: 'mutation { place { box { strict } total } }',
      data: { place: { box: null, total: null } },
      errorsAt: [['place', 'box', 'strict'], ['place']],
      reference: 'wrong',
    },
    {
      query: '{ order { box { strict other } total boxes { maybe other } sum lid { tight } load } }',
      data: { order: { box: null, total: 30, boxes: [null, null], sum: 3, lid: null, load: 4 } },
      errorsAt: [
        ['order', 'box', 'strict'],
        ['order', 'boxes', 0, 'other'],
        ['order', 'boxes', 1, 'other'],
        ['order', 'lid', 'tight'],
      ],
      reference: 'wrong',
    },
    {
      query: '{ order { box { strict } ...More } } fragment More on Order { box { hard { name } } hard }',
      data: { order: { box: null, hard: 0 } },
      errorsAt: [
        ['order', 'box', 'hard', 'name'],
        ['order', 'box', 'strict'],
      ],
      reference: 'wrong',
    },
    {
      query: '{ orders { box { strict } total lid { id weight } load } }',
      data: {
        orders: [
          { box: null, total: 30, lid: { id: 'l', weight: 4 }, load: 4 },
          { box: null, total: 30, lid: { id: 'l', weight: 4 }, load: 4 },
        ],
      },
      errorsAt: [
        ['orders', 0, 'box', 'strict'],
        ['orders', 1, 'box', 'strict'],
      ],
      reference: 'wrong',
    },
  ],
);
