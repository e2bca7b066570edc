import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const rate = (_: unknown, { unit = 'none' }: { unit?: string }): string => `in ${unit}`;

describeFederation(
  '@requires of fields with arguments',
  {
    tariffs: {
      sdl: `${federationLink} type Query { permits: [Permit] }
        type Permit @key(fields: "id") { id: ID! rate(unit: String): String parts: [Part] }
        type Part @key(fields: "no") { no: Int! weight(unit: String): String }`,
      resolvers: {
        Query: {
          permits: () => [
            { id: '1', parts: [{ no: 1 }, null, { no: 2 }] },
            { id: '2', parts: null },
          ],
        },
        Permit: { ...fromRows([{ id: '1' }, { id: '2' }]), rate },
        Part: { weight: rate },
      },
    },
    fees: {
      sdl: `${federationLink} 
        type Permit @key(fields: "id") { id: ID! rate(unit: String): String @external parts: [Part] @external
          yuan: String @requires(fields: "rate(unit: \\"yuan\\")")
          fen: String @requires(fields: "rate(unit: \\"fen\\")")
          plain: String @requires(fields: "rate")
          echo(a: String): String @requires(fields: "rate(unit: \\"fen\\")")
          priced(b: String): String @requires(fields: "rate(unit: \\"yuan\\")")
          load: String @requires(fields: "parts { weight(unit: \\"kg\\") }") 
          loadInGrams: String @requires(fields: "parts { weight(unit: \\"g\\") }") }
        type Part @key(fields: "no") { no: Int! weight(unit: String): String @external }`,
      resolvers: {
        Permit: {
          ...fromRows([{ id: '1' }, { id: '2' }]),
          yuan: (row: { rate: string }) => `yuan: ${row.rate}`,
          fen: (row: { rate: string }) => `fen: ${row.rate}`,
          plain: (row: { rate: string }) => `plain: ${row.rate}`,
          echo: (row: { rate: string }, { a }: { a: string }) => `${row.rate} ${a}`,
          priced: (row: { rate: string }, { b }: { b: string }) => `${row.rate} ${b}`,
          load: ({ parts }: { parts: unknown }) => JSON.stringify(parts),
          loadInGrams: ({ parts }: { parts: unknown }) => JSON.stringify(parts),
        },
      },
    },
  },
  [
    {
      query: '{ permits { yuan } }',
      data: { permits: [{ yuan: 'yuan: in yuan' }, { yuan: 'yuan: in yuan' }] },
    },
    {
      query: '{ permits { yuan rate(unit: "yuan") } }',
      data: {
        permits: [
          { yuan: 'yuan: in yuan', rate: 'in yuan' },
          { yuan: 'yuan: in yuan', rate: 'in yuan' },
        ],
      },
    },
    {
      query: '{ permits { load } }',
      data: {
        permits: [{ load: '[{"weight":"in kg"},null,{"weight":"in kg"}]' }, { load: 'null' }],
      },
    },
    {
      query: '{ permits { yuan fen plain } }',
      data: {
        permits: [
          { yuan: 'yuan: in yuan', fen: 'fen: in fen', plain: 'plain: in none' },
          { yuan: 'yuan: in yuan', fen: 'fen: in fen', plain: 'plain: in none' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ permits { rate(unit: "mine") fen } }',
      data: {
        permits: [
          { rate: 'in mine', fen: 'fen: in fen' },
          { rate: 'in mine', fen: 'fen: in fen' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: 'query ($u: String) { permits { rate: id other: rate(unit: $u) yuan } }',
      variables: { u: 'v' },
      data: {
        permits: [
          { rate: '1', other: 'in v', yuan: 'yuan: in yuan' },
          { rate: '2', other: 'in v', yuan: 'yuan: in yuan' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ permits { loadInGrams id load yuan twice: load } }',
      data: {
        permits: [
          {
            loadInGrams: '[{"weight":"in g"},null,{"weight":"in g"}]',
            id: '1',
            load: '[{"weight":"in kg"},null,{"weight":"in kg"}]',
            yuan: 'yuan: in yuan',
            twice: '[{"weight":"in kg"},null,{"weight":"in kg"}]',
          },
          { loadInGrams: 'null', id: '2', load: 'null', yuan: 'yuan: in yuan', twice: 'null' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: `query ($a: String, $b: String, $on: Boolean!) {
        permits { echo(a: $a) priced(b: $b) @include(if: $on) plain @skip(if: $on) parts { weight(unit: $a) } } }`,
      variables: { a: 'x', b: 'y', on: true },
      data: {
        permits: [
          { echo: 'in fen x', priced: 'in yuan y', parts: [{ weight: 'in x' }, null, { weight: 'in x' }] },
          { echo: 'in fen x', priced: 'in yuan y', parts: null },
        ],
      },
      reference: 'wrong',
    },
  ],
);
