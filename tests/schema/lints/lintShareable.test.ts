import { expect, it } from 'vitest';
import { lintShareable } from '../../../schema/lints/lintShareable.ts';
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

it('refuses @shareable on a type, a field and a field of an extension', () => {
  const findings = runLint(lintShareable, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord { balance: String @shareable }
      type Limit @shareable { reason: String }
    `,
  });

  expect(findings).toEqual(['housing-fund HousingFundRecord.balance', 'housing-fund Limit']);
});

it('leaves it to other subgraphs', () => {
  const findings = runLint(lintShareable, {
    catalog: 'type Query { a: Limit } type Limit @shareable { reason: String }',
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintShareable, validSubgraphs)).toEqual([]);
});
