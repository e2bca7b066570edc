import { expect, it } from 'vitest';
import { lintRootFields } from '../../../schema/lints/lintRootFields.ts';
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

it('refuses root fields of all three kinds, also under other names', () => {
  const findings = runLint(lintRootFields, {
    'housing-fund': `
      schema { query: Questions mutation: Orders subscription: News }
      type Questions { center: String }
      type Orders { close: String }
      type News { closed: String }
      ${RECORD}
    `,
  });

  expect(findings).toEqual([
    'housing-fund Query.center',
    'housing-fund Mutation.close',
    'housing-fund Subscription.closed',
  ]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintRootFields, validSubgraphs)).toEqual([]);
});
