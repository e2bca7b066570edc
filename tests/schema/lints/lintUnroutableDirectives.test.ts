import { expect, it } from 'vitest';
import { lintUnroutableDirectives } from '../../../schema/lints/lintUnroutableDirectives.ts';
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

it('refuses @override and @interfaceObject in a partitioned subgraph', () => {
  const findings = runLint(lintUnroutableDirectives, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord { balance: String @override(from: "people") }
      type Paper @interfaceObject @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
      }
    `,
  });

  expect(findings).toEqual(['housing-fund Paper', 'housing-fund HousingFundRecord.balance']);
});

it('leaves them to other subgraphs', () => {
  const findings = runLint(lintUnroutableDirectives, {
    people: `
      type Query { me: Holder }
      type Holder @key(fields: "id") { id: ID! name: String @override(from: "catalog") }
    `,
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintUnroutableDirectives, validSubgraphs)).toEqual([]);
});
