import { expect, it } from 'vitest';
import { restartDelay } from '../../../cli/processes/restartDelay.ts';

const policy = { firstMs: 200, longestMs: 5_000, factor: 3, crashes: 5, withinMs: 60_000 };

it.each([
  [[0], 200],
  [[0, 1_000], 600],
  [[0, 1_000, 2_000], 1_800],
  [[0, 1_000, 2_000, 3_000], 5_000],
  [[0, 1_000, 2_000, 3_000, 4_000], null],
  [[0, 1_000, 2_000, 3_000, 60_000], 5_000],
  [[0, 100_000], 200],
])('after crashes at %j waits %s ms', (crashes, expected) => {
  expect(restartDelay(crashes, policy)).toBe(expected);
});
