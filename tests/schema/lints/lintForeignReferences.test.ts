import { expect, it } from 'vitest';
import { lintForeignReferences } from '../../../schema/lints/lintForeignReferences.ts';
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

it("refuses a field that leads to another subgraph's record, declared as bare key or as stub with @partition", () => {
  const findings = runLint(lintForeignReferences, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord {
        insurance: InsuranceRecord @local
        medical: MedicalRecord @local
        self: HousingFundRecord @local
      }
      type InsuranceRecord @key(fields: "jurisdiction", resolvable: false) { jurisdiction: DivisionCode! }
      type MedicalRecord @key(fields: "jurisdiction") @partition(by: "jurisdiction") { jurisdiction: DivisionCode! }
    `,
    'social-insurance': `
      type InsuranceRecord @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        asOf: DateTime
      }
      type MedicalRecord @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        asOf: DateTime
      }
    `,
  });

  expect(findings).toEqual([
    'housing-fund HousingFundRecord.insurance',
    'housing-fund HousingFundRecord.medical',
  ]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintForeignReferences, validSubgraphs)).toEqual([]);
});
