import { expect, it } from 'vitest';
import { lintStubs } from '../../../schema/lints/lintStubs.ts';
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

it('refuses a stub without key or with another key than the partitioned subgraph has', () => {
  const findings = runLint(lintStubs, {
    'housing-fund': `
      ${RECORD}
      type Loan @key(fields: "jurisdiction number") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        number: ID!
      }
    `,
    people: `
      type Query { record: HousingFundRecord loan: Loan }
      type HousingFundRecord @key(fields: "jurisdiction") { jurisdiction: DivisionCode! }
      type Loan { number: ID! }
    `,
  });

  expect(findings).toEqual(['people HousingFundRecord', 'people Loan']);
});

it('refuses a field that the partitioned subgraph gives, unless it is external', () => {
  const findings = runLint(lintStubs, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord { balance: String state: String }
    `,
    people: `
      type Query { record: HousingFundRecord }
      type HousingFundRecord @key(fields: "holderId identity jurisdiction") {
        jurisdiction: DivisionCode!
        holderId: ID!
        identity: SealedIdentity! @inaccessible
        place: String!
        balance: String
        state: String @external
        hint: String @requires(fields: "state")
      }
    `,
  });

  expect(findings).toEqual(['people HousingFundRecord.balance']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintStubs, validSubgraphs)).toEqual([]);
});
