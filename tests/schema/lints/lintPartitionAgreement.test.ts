import { expect, it } from 'vitest';
import { lintPartitionAgreement } from '../../../schema/lints/lintPartitionAgreement.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses a second partition field for the same type', () => {
  const findings = runLint(lintPartitionAgreement, {
    'housing-fund': 'type R @key(fields: "place") @partition(by: "place") { place: DivisionCode! }',
    'social-insurance': 'type R @key(fields: "area") @partition(by: "area") { area: DivisionCode! }',
  });

  expect(findings).toEqual(['social-insurance R']);
});

it('accepts one field in two subgraphs', () => {
  const findings = runLint(lintPartitionAgreement, {
    'housing-fund': 'type R @key(fields: "place") @partition(by: "place") { place: DivisionCode! }',
    'social-insurance': 'type R @key(fields: "place") @partition(by: "place") { place: DivisionCode! }',
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintPartitionAgreement, validSubgraphs)).toEqual([]);
});
