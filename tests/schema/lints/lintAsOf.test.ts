import { expect, it } from 'vitest';
import { lintAsOf } from '../../../schema/lints/lintAsOf.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses an entity without asOf, or with asOf of another type', () => {
  const findings = runLint(lintAsOf, {
    'housing-fund': `
      type Undated @key(fields: "jurisdiction") @partition(by: "jurisdiction") { jurisdiction: DivisionCode! }
      type Worded @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        asOf: String
      }
    `,
  });

  expect(findings).toEqual(['housing-fund Undated.asOf', 'housing-fund Worded.asOf']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintAsOf, validSubgraphs)).toEqual([]);
});
