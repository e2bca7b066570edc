import { expect, it } from 'vitest';
import { lintPartitionField } from '../../../schema/lints/lintPartitionField.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses a partition field that the type does not have', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund': 'type R @key(fields: "id") @partition(by: "jurisdiction") { id: ID! }',
  });

  expect(findings).toEqual(['housing-fund R.jurisdiction']);
});

it('refuses a nullable partition field', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund': 'type R @key(fields: "place") @partition(by: "place") { place: DivisionCode }',
  });

  expect(findings).toEqual(['housing-fund R.place']);
});

it('refuses a partition field that is an object', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund': `
      type R @key(fields: "place { code }") @partition(by: "place") { place: Place! }
      type Place { code: DivisionCode! }
    `,
  });

  expect(findings).toEqual(['housing-fund R.place']);
});

it('refuses a partition field that is an enum', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund': `
      type R @key(fields: "place") @partition(by: "place") { place: Place! }
      enum Place { NORTH SOUTH }
    `,
  });

  expect(findings).toEqual(['housing-fund R.place']);
});

it('refuses a partition field that is a list', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund': 'type R @key(fields: "id") @partition(by: "places") { id: ID! places: [DivisionCode!]! }',
  });

  expect(findings).toEqual(['housing-fund R.places']);
});

it('refuses a partition field with arguments', () => {
  const findings = runLint(lintPartitionField, {
    'housing-fund':
      'type R @key(fields: "id") @partition(by: "place") { id: ID! place(of: Int): DivisionCode! }',
  });

  expect(findings).toEqual(['housing-fund R.place']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintPartitionField, validSubgraphs)).toEqual([]);
});
