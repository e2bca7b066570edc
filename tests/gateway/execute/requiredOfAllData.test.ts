import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const broken = async () => {
  throw new Error('broken');
};

describeFederation(
  'what is required and fails, of a root field that may not be null',
  {
    shop: {
      sdl: `${federationLink} type Query { first: Order! all: [Order!]! } type Mutation { place: Order! }
        type Order @key(fields: "id") { id: ID! weight: Int! note: String }`,
      resolvers: {
        Query: { first: () => ({ id: 'o' }), all: () => [{ id: 'o' }, { id: 'p' }] },
        Mutation: { place: () => ({ id: 'o' }) },
        Order: { weight: broken, note: () => 'here' },
      },
    },
    sums: {
      sdl: `${federationLink} type Order @key(fields: "id") { id: ID! weight: Int! @external
          total: Int @requires(fields: "weight") rank: Int }`,
      resolvers: { Order: { __resolveReference: (row: object) => row, total: () => 1, rank: () => 7 } },
    },
  },
  [
    {
      query: '{ first { total } }',
      data: { first: { total: null } },
      errorsAt: [['first']],
      reference: 'wrong',
    },
    {
      query: '{ first { total note rank } }',
      data: { first: { total: null, note: 'here', rank: 7 } },
      errorsAt: [['first']],
      reference: 'wrong',
    },
    {
      query: '{ all { total note } }',
      data: {
        all: [
          { total: null, note: 'here' },
          { total: null, note: 'here' },
        ],
      },
      // The server tells the first failure only: with it the list fell.
      errorsAt: [['all', 0]],
      reference: 'wrong',
    },
    {
      query: '{ first { weight total } }',
      data: null,
      errorsAt: [['first', 'weight']],
    },
    {
      query: 'mutation { place { total note } }',
      data: null,
      errorsAt: [['place']],
    },
  ],
);
