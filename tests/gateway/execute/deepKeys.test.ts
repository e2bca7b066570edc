import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const reference = (row: object) => row;
const broken = async () => {
  throw new Error('broken');
};
interface Deed {
  readonly no: number;
  readonly org: { readonly code: string };
  readonly area?: number | null;
}

describeFederation(
  'a key of which a part lies deeper and is told by another subgraph, of fields that require something',
  {
    desk: {
      sdl: `${federationLink} type Query { deed: Deed } type Deed @key(fields: "id") { id: ID! no: Int! @shareable title: String! }`,
      resolvers: {
        Query: { deed: () => ({ id: 'd', no: 4 }) },
        Deed: { __resolveReference: (row: object) => ({ ...row, no: 4 }), title: broken },
      },
    },
    places: {
      sdl: `${federationLink} type Deed @key(fields: "id") { id: ID! org: Org area(unit: Int! = 1): Int more: Org! }
        type Org @key(fields: "ref") { ref: ID! } `,
      resolvers: {
        Deed: {
          __resolveReference: reference,
          org: () => ({ ref: 'r' }),
          more: () => ({ ref: 's' }),
          area: (_: object, { unit }: { unit: number }) => 10 * unit,
        },
      },
    },
    orgs: {
      sdl: `${federationLink} type Org @key(fields: "ref") { ref: ID! code: String! @shareable name: String! rank: Int }`,
      resolvers: {
        Org: {
          __resolveReference: reference,
          code: ({ ref }: { ref: string }) => `c${ref}`,
          name: broken,
          rank: () => 2,
        },
      },
    },
    taxes: {
      sdl: `${federationLink} type Deed @key(fields: "no org { code }") @key(fields: "id", resolvable: false) { id: ID! no: Int! @shareable org: Org @external area(unit: Int! = 1): Int @external
          tax: Int @requires(fields: "area(unit: 2)") plain: String fee: Int @requires(fields: "org { rank }") big: Int @requires(fields: "area") }
        type Org { code: String! @shareable rank: Int @external }`,
      resolvers: {
        Deed: {
          __resolveReference: (row: Deed) => ({ ...row, id: 'd' }),
          tax: ({ area }: Deed) => area,
          big: ({ area }: Deed) => area,
          fee: ({ org }: { org: { rank: number } }) => org.rank,
          plain: ({ no, org }: Deed) => `${no} ${org.code}`,
        },
      },
    },
  },
  [
    { query: '{ deed { tax plain } }', data: { deed: { tax: 20, plain: '4 cr' } } },
    {
      query: '{ deed { tax big plain fee } }',
      data: { deed: { tax: 20, big: 10, plain: '4 cr', fee: 2 } },
      reference: 'wrong',
    },
    {
      query: 'query($no: Boolean = false) { deed { org @include(if: $no) { code } tax plain } }',
      data: { deed: { tax: 20, plain: '4 cr' } },
    },
    {
      query: 'query($no: Boolean = false) { deed { org { code @include(if: $no) ref } tax plain } }',
      data: { deed: { org: { ref: 'r' }, tax: 20, plain: '4 cr' } },
    },
    {
      query:
        'query($no: Boolean = false) { deed { org { ref ... @include(if: $no) { code } } ... @include(if: $no) { tax } plain } }',
      data: { deed: { org: { ref: 'r' }, plain: '4 cr' } },
    },
    {
      query: 'query($no: Boolean = false) { deed { tax @include(if: $no) plain } }',
      data: { deed: { plain: '4 cr' } },
      reference: 'wrong',
    },
    {
      query: 'query($no: Boolean = false) { deed { ... @include(if: $no) { org { code } fee } plain } }',
      data: { deed: { plain: '4 cr' } },
      reference: 'wrong',
    },
    {
      query: '{ deed { org: more { code ref } tax plain } }',
      data: { deed: { org: { code: 'cs', ref: 's' }, tax: 20, plain: '4 cr' } },
      reference: 'wrong',
    },
    {
      query: '{ deed { o: org { code: ref c: code } tax plain } }',
      data: { deed: { o: { code: 'r', c: 'cr' }, tax: 20, plain: '4 cr' } },
    },
    {
      query: '{ deed { org { code: ref c: code } tax plain fee } }',
      data: { deed: { org: { code: 'r', c: 'cr' }, tax: 20, plain: '4 cr', fee: 2 } },
      reference: 'wrong',
    },
    { query: '{ deed { no: title tax plain } }', data: { deed: null }, errorsAt: [['deed', 'no']] },
    {
      query: '{ deed { org { name } plain tax } }',
      data: { deed: { org: null, plain: '4 cr', tax: 20 } },
      errorsAt: [['deed', 'org', 'name']],
      reference: 'wrong',
    },
    {
      query: '{ deed { org { name code } area(unit: 3) tax fee } }',
      data: { deed: { org: null, area: 30, tax: 20, fee: 2 } },
      errorsAt: [['deed', 'org', 'name']],
      reference: 'wrong',
    },
  ],
);
