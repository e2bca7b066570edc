import { expect, it } from 'vitest';
import { lintLocalMeaning } from '../../../schema/lints/lintLocalMeaning.ts';
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

it('refuses @local on a field that returns no partitioned entity', () => {
  const findings = runLint(lintLocalMeaning, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord { balance: String @local limit: Limit @local self: HousingFundRecord @local }
      type Limit { reason: String }
    `,
  });

  expect(findings).toEqual([
    'housing-fund HousingFundRecord.balance',
    'housing-fund HousingFundRecord.limit',
  ]);
});

it('refuses @local in a subgraph that is not partitioned', () => {
  const findings = runLint(lintLocalMeaning, {
    people: 'type Query { me: Holder @local } type Holder @key(fields: "id") { id: ID! }',
  });

  expect(findings).toEqual(['people Query.me']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintLocalMeaning, validSubgraphs)).toEqual([]);
});
