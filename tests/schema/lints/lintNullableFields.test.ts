import { expect, it } from 'vitest';
import { lintNullableFields } from '../../../schema/lints/lintNullableFields.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses non-null fields of entities, value types and interfaces', () => {
  const findings = runLint(lintNullableFields, {
    'housing-fund': `
      type HousingFundRecord implements Dated @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        asOf: DateTime!
        limits: [Limit!]!
      }
      interface Dated { asOf: DateTime! }
      type Limit { reason: String! notes: [String!] }
    `,
  });

  expect(findings).toEqual([
    'housing-fund HousingFundRecord.asOf',
    'housing-fund HousingFundRecord.limits',
    'housing-fund Dated.asOf',
    'housing-fund Limit.reason',
  ]);
});

it('excepts key fields, those of nested types and of interfaces included', () => {
  const findings = runLint(lintNullableFields, {
    'housing-fund': `
      type HousingFundRecord implements Placed
        @key(fields: "jurisdiction center { number }")
        @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        center: Center!
      }
      interface Placed { jurisdiction: DivisionCode! }
      type Center { number: ID! }
    `,
  });

  expect(findings).toEqual([]);
});

it('does not except an interface field that is a key in one implementation only', () => {
  const findings = runLint(lintNullableFields, {
    'housing-fund': `
      interface Numbered { number: ID! }
      type R implements Numbered @key(fields: "number") @partition(by: "number") { number: ID! }
      type Limit implements Numbered { number: ID! }
    `,
  });

  expect(findings).toEqual(['housing-fund Numbered.number', 'housing-fund Limit.number']);
});

it('excepts what another subgraph gives', () => {
  const findings = runLint(lintNullableFields, {
    'housing-fund': `
      type R @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        region: String! @external
        rate: String @requires(fields: "region")
      }
    `,
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintNullableFields, validSubgraphs)).toEqual([]);
});
