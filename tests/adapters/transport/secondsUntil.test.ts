import { expect, it } from 'vitest';
import { secondsUntil } from '../../../adapters/transport/secondsUntil.ts';

it.each([
  ['nothing named', null, null],
  ['what has passed', 999, null],
  ['now', 1_000, null],
  ['a moment', 1_001, 1],
  ['a minute', 61_000, 60],
  ['an hour', 3_601_000, 3_600],
  ['thousands of years', Date.parse('9999-12-31T23:59:59Z'), 3_600],
])('is told for %s', (_, end, seconds) => {
  expect(secondsUntil(end, 1_000)).toBe(seconds);
});
