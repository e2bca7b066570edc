import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

interface Row {
  readonly __typename?: string;
  readonly id: string;
  readonly code?: string;
}

describeFederation(
  'a type that is asked for by one key, and by another one as what its interface requires',
  {
    names: {
      sdl: `${federationLink} interface Part @key(fields: "id code") { id: ID! code: String! label: String }
        type Ant implements Part @key(fields: "id") @key(fields: "id code") { id: ID! code: String! label: String }
        type Cat implements Part @key(fields: "id") @key(fields: "id code") { id: ID! code: String! label: String }`,
      resolvers: {
        Part: {
          __resolveReference: ({ id, code }: Row) => ({ __typename: id === 'a' ? 'Ant' : 'Cat', id, code }),
        },
        Ant: { __resolveReference: (row: Row) => ({ code: `code ${row.id}`, ...row }), label: () => 'ant' },
        Cat: { __resolveReference: (row: Row) => row, label: () => 'cat' },
      },
    },
    roots: {
      sdl: `${federationLink} type Query { parts: [Part] } interface Part { id: ID! }
        type Ant implements Part @key(fields: "id") { id: ID! }
        type Cat implements Part @key(fields: "id") @key(fields: "id code") { id: ID! code: String! }`,
      resolvers: {
        Query: {
          parts: () => [
            { __typename: 'Ant', id: 'a' },
            { __typename: 'Cat', id: 'c', code: 'code c' },
          ],
        },
      },
    },
    marks: {
      sdl: `${federationLink} type Part @key(fields: "id code") @interfaceObject { id: ID! code: String! label: String @external
        mark: String @requires(fields: "label") }`,
      resolvers: {
        Part: { __resolveReference: (row: Row) => row, mark: ({ label }: { label: string }) => `<${label}>` },
      },
    },
  },
  [
    {
      query: '{ parts { ... on Cat { mark } ... on Ant { label } } }',
      data: { parts: [{ label: 'ant' }, { mark: '<cat>' }] },
    },
    {
      query: '{ parts { ... on Cat { mark label } ... on Ant { label id } } }',
      data: {
        parts: [
          { label: 'ant', id: 'a' },
          { mark: '<cat>', label: 'cat' },
        ],
      },
    },
    {
      query: '{ parts { mark } }',
      data: { parts: [{ mark: '<ant>' }, { mark: '<cat>' }] },
      reference: 'wrong',
    },
    {
      query: '{ parts { mark __typename } }',
      data: {
        parts: [
          { mark: '<ant>', __typename: 'Ant' },
          { mark: '<cat>', __typename: 'Cat' },
        ],
      },
      reference: 'wrong',
    },
  ],
);
