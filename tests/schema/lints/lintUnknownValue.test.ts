import { expect, it } from 'vitest';
import { lintUnknownValue } from '../../../schema/lints/lintUnknownValue.ts';
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

it('refuses an enum without UNKNOWN that answers carry', () => {
  const findings = runLint(lintUnknownValue, {
    'housing-fund': `
      ${RECORD}
      extend type HousingFundRecord { state: State moves(by: Order, kind: Kind): [Kind!] }
      enum State { ACTIVE }
      enum Kind { IN OUT }
      enum Order { NEWEST OLDEST }
    `,
  });

  expect(findings).toEqual(['housing-fund State', 'housing-fund Kind']);
});

it('leaves enums of other subgraphs alone', () => {
  const findings = runLint(lintUnknownValue, {
    catalog: 'type Query { mode: Mode } enum Mode { ONLINE }',
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintUnknownValue, validSubgraphs)).toEqual([]);
});
