import { expect, it } from 'vitest';
import { lintSealedIdentity } from '../../../schema/lints/lintSealedIdentity.ts';
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

it('refuses a sealed identity that a client could read, in the stub too', () => {
  const findings = runLint(lintSealedIdentity, {
    'housing-fund': RECORD.replace('@inaccessible', ''),
    people: `
      type Query { record: HousingFundRecord }
      type HousingFundRecord @key(fields: "jurisdiction holderId identity") {
        jurisdiction: DivisionCode!
        holderId: ID!
        identity: SealedIdentity!
      }
    `,
  });

  expect(findings).toEqual(['housing-fund HousingFundRecord.identity', 'people HousingFundRecord.identity']);
});

it('refuses it outside the keys and outside partitioned entities', () => {
  const findings = runLint(lintSealedIdentity, {
    'housing-fund': `
      type R @key(fields: "jurisdiction identity") @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        identity: SealedIdentity! @inaccessible
      }
    `,
    people: `
      type Query { me: Holder }
      type Holder @key(fields: "id") { id: ID! number: SealedIdentity @inaccessible }
    `,
  });

  expect(findings).toEqual(['housing-fund R.identity', 'people Holder.number']);
});

it('refuses an identity that is not sealed', () => {
  const findings = runLint(lintSealedIdentity, {
    'housing-fund': RECORD.replace('SealedIdentity!', 'String!'),
  });

  expect(findings).toEqual(['housing-fund HousingFundRecord.identity']);
});

it('refuses a key by holder without the identity', () => {
  const findings = runLint(lintSealedIdentity, {
    'housing-fund': `
      type R @key(fields: "jurisdiction holderId") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        holderId: ID!
      }
    `,
  });

  expect(findings).toEqual(['housing-fund R']);
});

it('refuses it as argument and as input field', () => {
  const findings = runLint(lintSealedIdentity, {
    people: `
      type Query { find(by: SealedIdentity, in: Search): String }
      input Search { identity: [SealedIdentity!] }
    `,
  });

  expect(findings).toEqual(['people Search.identity', 'people Query.find(by:)']);
});

it('accepts a key that names no holder', () => {
  const findings = runLint(lintSealedIdentity, {
    'housing-fund': `
      type Center @key(fields: "jurisdiction") @partition(by: "jurisdiction") { jurisdiction: DivisionCode! }
    `,
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintSealedIdentity, validSubgraphs)).toEqual([]);
});
