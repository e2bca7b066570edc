import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;

describeFederation(
  'fields that require something only under a condition, and what is asked with them',
  {
    shop: {
      sdl: `${federationLink} type Query { tool: Tool box: Box moving: Any }
        type Tool @key(fields: "id") { id: ID! weight: Int rate(unit: Int): Int }
        type Box @key(fields: "id") { id: ID! tool: Tool }
        union Any = Tool`,
      resolvers: {
        Query: {
          tool: () => ({ id: '1' }),
          box: () => ({ id: 'b', tool: { id: '1' } }),
          moving: () => ({ __typename: 'Tool', id: '1' }),
        },
        Tool: { __resolveReference: reference, weight: () => 7, rate: (_: object, { unit = 1 }) => 3 * unit },
      },
    },
    ship: {
      sdl: `${federationLink} union Any = Tool | Van type Van { wheels: Int }
        type Query { van: Any }
        type Tool @key(fields: "id") { id: ID! label: String weight: Int @external rate(unit: Int): Int @external
          cost: Int @requires(fields: "weight") fee: Int @requires(fields: "rate(unit: 2)") }
        type Box @key(fields: "id") { id: ID! tool: Tool @external sum: Int @requires(fields: "tool { fee }") }`,
      resolvers: {
        Query: { van: () => null },
        Tool: {
          __resolveReference: reference,
          label: () => 'label',
          cost: ({ weight }: { weight: number }) => weight * 10,
          fee: ({ rate }: { rate: number }) => rate + 1,
        },
        Box: { __resolveReference: reference, sum: ({ tool }: { tool: { fee: number } }) => tool.fee * 2 },
      },
    },
  },
  [
    {
      query: 'query ($no: Boolean!) { tool { cost @include(if: $no) label } }',
      variables: { no: false },
      data: { tool: { label: 'label' } },
      reference: 'wrong',
    },
    {
      query: 'query ($no: Boolean!) { tool { fee @skip(if: $no) cost label } }',
      variables: { no: true },
      data: { tool: { cost: 70, label: 'label' } },
      reference: 'wrong',
    },
    {
      query: 'query ($yes: Boolean!) { tool { cost @include(if: $yes) fee @include(if: $yes) label } }',
      variables: { yes: true },
      data: { tool: { cost: 70, fee: 7, label: 'label' } },
    },
    // The subgraph requires its own field, of an object that another one tells.
    { query: '{ box { sum } }', data: { box: { sum: 14 } } },
    { query: '{ moving { ... on Tool { label cost } } }', data: { moving: { label: 'label', cost: 70 } } },
  ],
);

describeFederation(
  'fields that require parts of one object, some of them only under a condition',
  {
    shop: {
      sdl: `${federationLink} type Query { tool: Tool } type Tool @key(fields: "size { code }") { size: Size! dims: Dims }
        type Size @key(fields: "code") { code: ID! } type Dims @shareable { weight: Int height: Int }`,
      resolvers: {
        Query: { tool: () => ({ size: { code: 'm' }, dims: { weight: 7, height: 2 } }) },
        Tool: { __resolveReference: reference },
      },
    },
    ship: {
      sdl: `${federationLink} type Tool @key(fields: "size { code }") { size: Size! dims: Dims @external label: String fails: Int
          cost: Int @requires(fields: "dims { weight }") stack: Int @requires(fields: "dims { height }")
          price: Int @requires(fields: "size { factor }") rank: Int @requires(fields: "size { rank }") }
        type Size @key(fields: "code", resolvable: false) { code: ID! factor: Int @external rank: Int @external }
        type Dims @shareable { weight: Int height: Int }`,
      resolvers: {
        Tool: {
          __resolveReference: reference,
          label: () => 'label',
          fails: () => {
            throw new Error('was asked');
          },
          cost: ({ dims }: { dims: { weight: number } }) => dims.weight * 10,
          stack: ({ dims }: { dims: { height: number } }) => dims.height * 100,
          price: ({ size }: { size: { factor: number } }) => size.factor,
          rank: ({ size }: { size: { rank: number } }) => size.rank,
        },
      },
    },
    sizes: {
      sdl: `${federationLink} type Size @key(fields: "code") { code: ID! factor: Int rank: Int }`,
      resolvers: { Size: { __resolveReference: reference, factor: () => 3, rank: () => 9 } },
    },
  },
  [
    {
      query: 'query ($no: Boolean!) { tool { cost @include(if: $no) stack } }',
      variables: { no: false },
      data: { tool: { stack: 200 } },
      reference: 'wrong',
    },
    {
      query: 'query ($no: Boolean!) { tool { price @include(if: $no) rank label } }',
      variables: { no: false },
      data: { tool: { rank: 9, label: 'label' } },
      reference: 'wrong',
    },
    {
      query: 'query ($yes: Boolean!) { tool { cost @include(if: $yes) stack price @include(if: $yes) } }',
      variables: { yes: true },
      data: { tool: { cost: 70, stack: 200, price: 3 } },
    },
    {
      query:
        'query ($yes: Boolean!) { a: tool { label } tool @include(if: $yes) { cost fails @skip(if: true) } }',
      variables: { yes: true },
      data: { a: { label: 'label' }, tool: { cost: 70 } },
      reference: 'wrong',
    },
    {
      query:
        'query ($yes: Boolean!) { tool @include(if: $yes) { ... on Tool @include(if: false) { fails } } }',
      variables: { yes: true },
      data: { tool: {} },
      reference: 'wrong',
    },
  ],
);
