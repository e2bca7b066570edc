import { expect, it } from 'vitest';
import { readRetryAfter } from '../../../gateway/upstream/readRetryAfter.ts';

const now = Date.UTC(1994, 10, 6, 8, 49, 0, 500);

it.each([
  ['7', 7],
  ['99999999999', 86_400],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 37],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 37],
  ['Sun Nov  6 08:49:37 1994', 37],
  ['Sun, 06 Nov 2094 08:49:37 GMT', 86_400],
  ['Sun, 06 Nov 1994 08:49:00 GMT', undefined],
  ['Sun, 06 Nov 1994 08:49:37 +0800', undefined],
  ['Sun, 66 Nov 1994 08:49:37 GMT', undefined],
  ['1994-11-06T08:49:37Z', undefined],
  ['0', undefined],
  ['-7', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is %s', (header, seconds) => {
  expect(readRetryAfter(header, now)).toBe(seconds);
});
