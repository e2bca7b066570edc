import { expect, it } from 'vitest';
import { lintPartitionKeys } from '../../../schema/lints/lintPartitionKeys.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses each key that lacks the partition field', () => {
  const findings = runLint(lintPartitionKeys, {
    'housing-fund': `
      type HousingFundRecord
        @key(fields: "jurisdiction holderId")
        @key(fields: "holderId")
        @key(fields: "number")
        @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        holderId: ID!
        number: ID!
      }
    `,
  });

  expect(findings).toEqual(['housing-fund HousingFundRecord', 'housing-fund HousingFundRecord']);
});

it('does not count a field of the same name inside a nested selection', () => {
  const findings = runLint(lintPartitionKeys, {
    'housing-fund': `
      type HousingFundRecord @key(fields: "center { jurisdiction }") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        center: Center!
      }
      type Center { jurisdiction: DivisionCode! }
    `,
  });

  expect(findings).toEqual(['housing-fund HousingFundRecord']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintPartitionKeys, validSubgraphs)).toEqual([]);
});
