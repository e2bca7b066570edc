import { expect, it } from 'vitest';
import { RetryBudget } from '../../../../gateway/upstream/govern/RetryBudget.ts';

const earn = (budget: RetryBudget, reads: number) => {
  for (let read = 0; read < reads; read++) budget.earn();
};

it('lends the first attempt, which the first ten reads pay back', () => {
  const budget = new RetryBudget();
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);

  earn(budget, 10);
  expect(budget.spend()).toBe(false);
  earn(budget, 9);
  expect(budget.spend()).toBe(false);
  earn(budget, 1);
  expect([budget.spend(), budget.spend()]).toEqual([true, false]);
});

it('saves ten attempts up, however long nothing went wrong', () => {
  const budget = new RetryBudget();
  earn(budget, 10_000);

  const spent = Array.from({ length: 12 }, () => budget.spend());

  expect(spent.filter(Boolean)).toHaveLength(10);
});
