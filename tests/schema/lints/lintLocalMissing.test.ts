import { expect, it } from 'vitest';
import { lintLocalMissing } from '../../../schema/lints/lintLocalMissing.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses an entity without @local: directly, in a list, through interface and union', () => {
  const findings = runLint(lintLocalMissing, {
    'housing-fund': `
      type R implements Paper @key(fields: "jurisdiction") @partition(by: "jurisdiction") {
        jurisdiction: DivisionCode!
        one: R
        many: [[R!]!]
        paper: Paper
        any: Any
        near: R @local
        limit: Limit
      }
      interface Paper { jurisdiction: DivisionCode! }
      union Any = Limit | R
      type Limit { of: R }
    `,
  });

  expect(findings).toEqual([
    'housing-fund R.one',
    'housing-fund R.many',
    'housing-fund R.paper',
    'housing-fund R.any',
    'housing-fund Limit.of',
  ]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintLocalMissing, validSubgraphs)).toEqual([]);
});
