import { expect, it } from 'vitest';
import { lintPartitionedEntities } from '../../../schema/lints/lintPartitionedEntities.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

const RECORD = `
  type HousingFundRecord @key(fields: "jurisdiction holderId identity") @partition(by: "jurisdiction") {
    jurisdiction: DivisionCode!
    holderId: ID!
    identity: SealedIdentity! @inaccessible
    asOf: DateTime
  }
`;

it('refuses an entity that carries no @partition', () => {
  const findings = runLint(lintPartitionedEntities, {
    'housing-fund': `
      ${RECORD}
      type Center @key(fields: "jurisdiction") { jurisdiction: DivisionCode! asOf: DateTime }
    `,
  });

  expect(findings).toEqual(['housing-fund Center']);
});

it('refuses an entity interface, which cannot carry @partition', () => {
  const findings = runLint(lintPartitionedEntities, {
    'housing-fund': `
      ${RECORD}
      interface Paper @key(fields: "jurisdiction") { jurisdiction: DivisionCode! }
      type Certificate implements Paper @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
      }
    `,
  });

  expect(findings).toEqual(['housing-fund Paper']);
});

it('refuses @partition on a type without key', () => {
  const findings = runLint(lintPartitionedEntities, {
    'housing-fund': 'type Limit @partition(by: "jurisdiction") { jurisdiction: DivisionCode! }',
  });

  expect(findings).toEqual(['housing-fund Limit']);
});

it('leaves entities of other subgraphs alone', () => {
  const findings = runLint(lintPartitionedEntities, {
    people: 'type Query { me: Holder } type Holder @key(fields: "id") { id: ID! }',
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintPartitionedEntities, validSubgraphs)).toEqual([]);
});
