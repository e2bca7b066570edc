import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;
interface Kit {
  slots: { count?: number; part: { mass: number } }[];
}

describeFederation(
  'fields that require one field with several arguments, and parts beside it, some of them only under a condition',
  {
    stock: {
      sdl: `${federationLink} type Query { kits: [Kit] } type Kit @key(fields: "id") { id: ID! slots: [Slot!]! }
        type Slot { count: Int part: Part } type Part @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          kits: () => [
            {
              id: 'k',
              slots: [
                { count: 2, part: { id: 'p' } },
                { count: 3, part: { id: 'q' } },
              ],
            },
          ],
        },
        Kit: { __resolveReference: reference },
      },
    },
    scale: {
      sdl: `${federationLink} enum Unit { G KG } type Part @key(fields: "id") { id: ID! mass(unit: Unit! = KG): Int }`,
      resolvers: {
        Part: {
          __resolveReference: reference,
          mass: (_: object, { unit }: { unit: string }) => (unit === 'G' ? 5000 : 5),
        },
      },
    },
    sums: {
      sdl: `${federationLink} enum Unit { G KG }
        type Kit @key(fields: "id") { id: ID! slots: [Slot!]! @external
          total(rate: Int! = 2): Int @requires(fields: "slots { count part { mass(unit: G) } }")
          kg: Int @requires(fields: "slots { part { mass(unit: KG) } }") }
        type Slot @external { count: Int part: Part }
        type Part @key(fields: "id", resolvable: false) { id: ID! mass(unit: Unit! = KG): Int @external }`,
      resolvers: {
        Kit: {
          __resolveReference: reference,
          total: ({ slots }: Kit, { rate }: { rate: number }) =>
            slots.reduce((sum, { count = 0, part }) => sum + count * part.mass, 0) * rate,
          kg: ({ slots }: Kit) => slots.reduce((sum, { part }) => sum + part.mass, 0),
        },
      },
    },
  },
  [
    {
      query: 'query ($no: Boolean!) { kits { total(rate: 1) @skip(if: $no) kg } }',
      variables: { no: true },
      data: { kits: [{ kg: 10 }] },
      reference: 'wrong',
    },
    {
      query: 'query ($no: Boolean!) { kits { total(rate: 1) kg @skip(if: $no) } }',
      variables: { no: true },
      data: { kits: [{ total: 25000 }] },
      reference: 'wrong',
    },
  ],
);

describeFederation(
  'fields of one name that require different things of different types, some of them only under a condition',
  {
    shop: {
      sdl: `${federationLink} type Query { things: [Thing!]! tool: Tool } union Thing = Tool | Box
        type Tool @key(fields: "id") { id: ID! weight: Int size: Int inside: Inside }
        type Box @key(fields: "id") { id: ID! weight: Int }
        union Inside = Pin | Nut type Pin { width: Int } type Nut { width: Int }`,
      resolvers: {
        Query: {
          things: () => [
            { __typename: 'Tool', id: 't' },
            { __typename: 'Box', id: 'b' },
          ],
          tool: () => ({ id: 't' }),
        },
        Tool: {
          __resolveReference: reference,
          weight: () => 7,
          size: () => 2,
          inside: () => ({ __typename: 'Pin', width: 4 }),
        },
        Box: { __resolveReference: reference, weight: () => 9 },
      },
    },
    ship: {
      sdl: `${federationLink} union Inside = Pin | Nut type Pin @external { width: Int } type Nut @external { width: Int }
        type Tool @key(fields: "id") { id: ID! label: String weight: Int @external size: Int @external inside: Inside @external
          cost: Int @requires(fields: "size") load: Int @requires(fields: "weight")
          pin: String @requires(fields: "inside { ... on Pin { width } }")
          nut: String @requires(fields: "inside { ... on Nut { width } }") }
        type Box @key(fields: "id") { id: ID! weight: Int @external label: String cost: Int @requires(fields: "weight")
          load: Int }`,
      resolvers: {
        Tool: {
          __resolveReference: reference,
          label: () => 'tool',
          cost: ({ size }: { size: number }) => size * 10,
          load: ({ weight }: { weight: number }) => weight * 10,
          pin: ({ inside }: { inside: object }) => JSON.stringify(inside),
          nut: ({ inside }: { inside: object }) => JSON.stringify(inside),
        },
        Box: {
          __resolveReference: reference,
          label: () => 'box',
          cost: ({ weight }: { weight: number }) => weight * 100,
          load: () => 1,
        },
      },
    },
  },
  [
    {
      query: 'query ($no: Boolean!) { tool { cost load @include(if: $no) } }',
      variables: { no: false },
      data: { tool: { cost: 20 } },
      reference: 'wrong',
    },
    {
      query:
        'query ($no: Boolean!) { things { ... on Tool { load @include(if: $no) label } ... on Box { load cost } } }',
      variables: { no: false },
      data: { things: [{ label: 'tool' }, { load: 1, cost: 900 }] },
      reference: 'wrong',
    },
    {
      query:
        'query ($no: Boolean!) { things { ... on Tool @include(if: $no) { cost } ... on Tool { label } ... on Box { cost } } }',
      variables: { no: false },
      data: { things: [{ label: 'tool' }, { cost: 900 }] },
    },
    {
      query: 'query ($no: Boolean!) { tool { pin @include(if: $no) nut label } }',
      variables: { no: false },
      data: { tool: { nut: '{}', label: 'tool' } },
    },
  ],
);

describeFederation(
  'fields that require something below a condition that is not their own',
  {
    shop: {
      sdl: `${federationLink} type Query { tool: Tool } type Tool @key(fields: "id") { id: ID! weight: Int size(n: Int): Int dims: Dims }
        type Dims { height: Int width: Int }`,
      resolvers: {
        Query: { tool: () => ({ id: 't' }) },
        Tool: {
          __resolveReference: reference,
          weight: () => 7,
          size: (_: object, { n }: { n: number }) => n,
          dims: () => ({ height: 2, width: 3 }),
        },
      },
    },
    ship: {
      sdl: `${federationLink} type Dims @external { height: Int width: Int }
        type Tool @key(fields: "id") { id: ID! next: Tool weight: Int @external size(n: Int): Int @external dims: Dims @external
          load: Int @requires(fields: "weight") cost: Int @requires(fields: "weight size(n: 2)")
          high: Int @requires(fields: "dims { height }") wide: Int @requires(fields: "dims { width }") }`,
      resolvers: {
        Tool: {
          __resolveReference: reference,
          next: () => ({ id: 'n' }),
          load: ({ weight }: { weight: number }) => weight * 10,
          cost: ({ weight, size }: { weight: number; size: number }) => weight * size,
          high: ({ dims }: { dims: { height: number } }) => dims.height,
          wide: ({ dims }: { dims: { width: number } }) => dims.width,
        },
      },
    },
  },
  [
    {
      query: 'query ($no: Boolean!) { tool { next { ... @include(if: $no) { cost } load } } }',
      variables: { no: false },
      data: { tool: { next: { load: 70 } } },
      reference: 'wrong',
    },
    {
      query:
        'query ($no: Boolean!) { tool { next @include(if: $no) { cost next { wide } } next { load next { high } } } }',
      variables: { no: false },
      data: { tool: { next: { load: 70, next: { high: 2 } } } },
      reference: 'wrong',
    },
    {
      query:
        'query ($yes: Boolean!) { tool { next @include(if: $yes) { cost next { wide } } next { load next { high } } } }',
      variables: { yes: true },
      data: { tool: { next: { cost: 14, next: { wide: 3, high: 2 }, load: 70 } } },
    },
    {
      query:
        'query ($yes: Boolean!, $no: Boolean!) { tool @include(if: $yes) { ... @skip(if: $no) { high } wide } }',
      variables: { yes: true, no: false },
      data: { tool: { high: 2, wide: 3 } },
    },
    {
      query:
        'query ($yes: Boolean!, $no: Boolean!) { tool @include(if: $yes) { ... @skip(if: $no) { high } cost wide } }',
      variables: { yes: true, no: false },
      data: { tool: { high: 2, cost: 14, wide: 3 } },
    },
  ],
);
