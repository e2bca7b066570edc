import { expect, it } from 'vitest';
import { planPages } from '../../../adapters/housing-fund/planPages.ts';

it.each([
  [0, 1, { size: 1, from: 1, to: 1 }],
  [0, 20, { size: 20, from: 1, to: 1 }],
  [2, 2, { size: 2, from: 2, to: 2 }],
  [0, 50, { size: 50, from: 1, to: 1 }],
  [0, 51, { size: 26, from: 1, to: 2 }],
  [0, 100, { size: 50, from: 1, to: 2 }],
  [0, 120, { size: 40, from: 1, to: 3 }],
  [1, 20, { size: 21, from: 1, to: 1 }],
  [61, 20, { size: 27, from: 3, to: 3 }],
])('from %i, %i entries: %j', (offset, first, plan) => {
  expect(planPages({ offset, first }, 50)).toEqual(plan);
});

it('covers every window, with at most one page more than needed', () => {
  for (let offset = 0; offset <= 300; offset += 1) {
    for (const first of [1, 7, 20, 49, 50, 51, 99, 100, 120]) {
      const { size, from, to } = planPages({ offset, first }, 50);

      expect(size).toBeLessThanOrEqual(50);
      expect((from - 1) * size).toBeLessThanOrEqual(offset);
      expect(to * size).toBeGreaterThanOrEqual(offset + first);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(first / 50));
    }
  }
});
