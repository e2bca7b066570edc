import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;
const broken = async () => {
  throw new Error('broken');
};
const order = () => ({ id: 'o', box: {}, boxes: [{ n: 0 }, { n: 1 }], lid: { id: 'l' }, firm: { id: 'l' } });
interface Box {
  readonly width?: number;
  readonly height?: number;
}
interface Lid {
  readonly size?: number;
  readonly weight?: number;
}

describeFederation(
  'what is required of an object beside something that has failed',
  {
    shop: {
      sdl: `${federationLink} type Query { order: Order orders: [Order] } type Mutation { place: Order }
        type Order @key(fields: "id") { id: ID! box: Box boxes: [Box] lid: Lid firm: Lid! lids: [Lid!] stray: Lid }
        type Box { width: Int height: Int! strict: Int! maybe: Int! }
        type Lid @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { order, orders: () => [order(), order()] },
        Mutation: { place: order },
        Order: { lids: () => [{ id: 'l' }, { id: 'm' }], stray: () => ({ id: 'none' }) },
        Box: {
          width: ({ n = 2 }: { n?: number }) => n + 1,
          height: broken,
          strict: broken,
          maybe: async ({ n }: { n?: number }) => (n === 0 ? broken() : 1),
        },
      },
    },
    lids: {
      sdl: `${federationLink} type Lid @key(fields: "id") { id: ID! size: Int! weight: Int }`,
      resolvers: {
        Lid: {
          __resolveReference: (row: { id: string }) => (row.id === 'none' ? null : row),
          size: ({ id }: { id: string }) => (id === 'l' ? broken() : 5),
          weight: () => 4,
        },
      },
    },
    sums: {
      sdl: `${federationLink} type Order @key(fields: "id") { id: ID! box: Box @external boxes: [Box] @external
          lid: Lid @external firm: Lid! @external lids: [Lid!] @external stray: Lid @external
          area: Int @requires(fields: "box { width }") depth: Int @requires(fields: "box { height }")
          sum: Int @requires(fields: "boxes { width }") most: Int @requires(fields: "boxes { maybe }")
          fee: Int @requires(fields: "lid { size }") load: Int @requires(fields: "lid { weight }")
          all: Int @requires(fields: "lid { size weight }")
          strayLoad: Int @requires(fields: "stray { weight }") strayFee: Int @requires(fields: "stray { size }")
          firmFee: Int @requires(fields: "firm { size }") lidsFee: Int @requires(fields: "lids { size }") }
        type Box @external { width: Int height: Int! maybe: Int! }
        type Lid @key(fields: "id", resolvable: false) { id: ID! size: Int! @external weight: Int @external }`,
      resolvers: {
        Order: {
          __resolveReference: reference,
          area: ({ box }: { box: Box | null }) => (box === null ? -1 : (box.width ?? -2) * 10),
          depth: ({ box }: { box: Box | null }) => (box === null ? -1 : (box.height ?? -2) * 10),
          sum: ({ boxes }: { boxes: (Box | null)[] }) =>
            boxes.reduce((sum, box) => sum + (box === null ? -100 : (box.width ?? -7)), 0),
          most: ({ boxes }: { boxes: ({ maybe: number } | null)[] }) =>
            boxes.reduce((sum, box) => sum + (box === null ? -100 : (box.maybe ?? -7)), 0),
          fee: ({ lid }: { lid: Lid | null }) => (lid === null ? -1 : (lid.size ?? -2) * 10),
          load: ({ lid }: { lid: Lid | null }) => (lid === null ? -1 : (lid.weight ?? -2) * 10),
          all: ({ lid }: { lid: Lid | null }) => (lid === null ? -1 : -2),
          strayLoad: ({ stray }: { stray: Lid | null }) => (stray === null ? -1 : (stray.weight ?? -2)),
          strayFee: ({ stray }: { stray: Lid | null }) => (stray === null ? -1 : -2),
          firmFee: () => -1,
          lidsFee: ({ lids }: { lids: Lid[] | null }) => (lids === null ? -1 : -2),
        },
      },
    },
    halls: {
      sdl: `${federationLink} type Order @key(fields: "id") { id: ID! box: Box @external
          tall: Int @requires(fields: "box { height }") wide: Int @requires(fields: "box { width }") }
        type Box @external { height: Int! width: Int }`,
      resolvers: {
        Order: {
          __resolveReference: reference,
          tall: ({ box }: { box: Box | null }) => (box === null ? -1 : (box.height ?? -2) * 10),
          wide: ({ box }: { box: Box | null }) => (box === null ? -1 : (box.width ?? -2) * 10),
        },
      },
    },
  },
  [
    {
      query: '{ order { area depth } }',
      data: { order: { area: 30, depth: -1 } },
      errorsAt: [['order']],
      reference: 'wrong',
    },
    {
      query: '{ order { box { width } depth } }',
      data: { order: { box: { width: 3 }, depth: -1 } },
      errorsAt: [['order', 'box']],
      reference: 'wrong',
    },
    {
      query: '{ order { box { strict } area depth } }',
      data: { order: { box: null, area: 30, depth: -1 } },
      errorsAt: [['order', 'box', 'strict']],
      reference: 'wrong',
    },
    {
      query: '{ order { area tall } }',
      data: { order: { area: 30, tall: -1 } },
      errorsAt: [['order']],
      reference: 'wrong',
    },
    {
      query: '{ order { wide area tall depth box { width } } }',
      data: { order: { wide: 30, area: 30, tall: -1, depth: -1, box: { width: 3 } } },
      errorsAt: [['order', 'box']],
      reference: 'wrong',
    },
    {
      query: '{ order { sum most } }',
      data: { order: { sum: 3, most: -99 } },
      errorsAt: [['order']],
      reference: 'wrong',
    },
    {
      query: '{ order { lid { size } fee } }',
      data: { order: { lid: null, fee: -1 } },
      errorsAt: [['order', 'lid', 'size']],
    },
    {
      query: '{ order { fee } }',
      data: { order: { fee: -1 } },
      errorsAt: [['order']],
    },
    {
      query: '{ order { fee load all lid { id weight } } }',
      data: { order: { fee: -1, load: 40, all: -1, lid: { id: 'l', weight: 4 } } },
      errorsAt: [['order', 'lid']],
      reference: 'wrong',
    },
    {
      query: '{ order { firmFee load } }',
      data: { order: { firmFee: null, load: 40 } },
      errorsAt: [['order']],
      reference: 'wrong',
    },
    {
      query: '{ order { lidsFee } }',
      data: { order: { lidsFee: -1 } },
      errorsAt: [['order']],
      reference: 'wrong',
    },
    {
      query: '{ order { stray { id weight } strayLoad strayFee } }',
      data: { order: { stray: { id: 'none', weight: null }, strayLoad: -2, strayFee: -1 } },
      reference: 'wrong',
    },
    {
      query: '{ orders { area depth fee } }',
      data: {
        orders: [
          { area: 30, depth: -1, fee: -1 },
          { area: 30, depth: -1, fee: -1 },
        ],
      },
      errorsAt: [
        ['orders', 0],
        ['orders', 1],
        ['orders', 0],
        ['orders', 1],
      ],
      reference: 'wrong',
    },
    {
      query: 'mutation { place { area depth } }',
      data: { place: { area: null, depth: -1 } },
      errorsAt: [['place'], ['place']],
      reference: 'wrong',
    },
  ],
);
