import { expect, it } from 'vitest';
import { isOutcomeUnknown } from '../../../gateway/cache/invalidation/isOutcomeUnknown.ts';

it.each([
  [[], false],
  [['NOT_FOUND', 'BAD_USER_INPUT'], false],
  [['NOT_FOUND', 'JURISDICTION_TIMEOUT'], true],
  [['OF_A_FOREIGN_SUBGRAPH'], true],
  [[undefined], true],
])('nobody knows what was done after errors of %j: %j', (codes, isUnknown) => {
  const errors = codes.map((code) => (code === undefined ? {} : { extensions: { code } }));

  expect(isOutcomeUnknown(errors)).toBe(isUnknown);
});
