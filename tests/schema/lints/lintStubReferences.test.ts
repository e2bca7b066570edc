import { expect, it } from 'vitest';
import { lintStubReferences } from '../../../schema/lints/lintStubReferences.ts';
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

it('refuses a partitioned entity behind "!", as value, as list item and through a union', () => {
  const findings = runLint(lintStubReferences, {
    'housing-fund': RECORD,
    people: `
      type Query { record: HousingFundRecord! any: Any! perhaps: HousingFundRecord }
      union Any = HousingFundRecord | Holder
      type Holder @key(fields: "id") {
        id: ID!
        records: [HousingFundRecord!]
        nested: [[HousingFundRecord!]!]
        fine: [[HousingFundRecord]!]!
      }
      type HousingFundRecord @key(fields: "jurisdiction holderId identity") {
        jurisdiction: DivisionCode!
        holderId: ID!
        identity: SealedIdentity! @inaccessible
      }
    `,
  });

  expect(findings).toEqual([
    'people Query.record',
    'people Query.any',
    'people Holder.records',
    'people Holder.nested',
  ]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintStubReferences, validSubgraphs)).toEqual([]);
});
