import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { createNoisy } from '../../../../subgraphs/cases/statistics/Publication.ts';
import { publicSpan } from '../../../../subgraphs/cases/statistics/publicSpan.ts';
import { savingsOf } from '../../../../subgraphs/cases/statistics/savings.ts';
import { createRandom } from './createRandom.ts';

const day = parseCalendarDate;
const NOON = Date.UTC(2026, 2, 10, 4);

const noisy = createNoisy((texts) => createHmac('sha256', 'k').update(JSON.stringify(texts)).digest());
const turns = [...Array(2_000).keys()];

it('withholds every count under 5, and tells the others about as they are, in multiples of 5', () => {
  const told = turns.map((turn) => ({ count: turn % 60, ...noisy.count(turn % 60, `cases ${turn}`) }));

  const small = told.filter(({ count }) => count < 5);
  expect(small.every(({ value, suppressed }) => value === null && suppressed)).toBe(true);
  const large = told.filter(({ count, value }) => count >= 30 && value !== null);
  expect(large.every(({ value }) => (value ?? 0) % 5 === 0)).toBe(true);
  const errors = large.map(({ count, value }) => (value ?? 0) - count);
  expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.5);
});

it('tells the same cases the same, and as many others something else', () => {
  const told = turns.map((turn) => noisy.count(42, `cases ${turn % 100}`).value);

  expect(told.slice(100, 200)).toEqual(told.slice(0, 100));
  expect(new Set(told).size).toBeGreaterThan(3);
});

it('leaves whoever takes the others from a total little better off than by guessing', () => {
  const choose = createRandom(3);
  let isRight = 0;
  for (const turn of turns) {
    // Months, items or places of one total; the first one is withheld.
    const withheld = choose([0, 1, 2, 3, 4]);
    const others = Array.from({ length: choose([1, 2, 4]) }, () => choose([8, 12, 13, 40]));
    const total = withheld + others.reduce((sum, one) => sum + one, 0);

    const told = others.map((one, index) => noisy.count(one, `${turn} ${index}`).value ?? 0);
    const rest = (noisy.count(total, `${turn}`).value ?? 0) - told.reduce((sum, one) => sum + one, 0);
    if (Math.min(4, Math.max(0, rest)) === withheld) isRight += 1;
  }
  expect(isRight / turns.length).toBeLessThan(0.3);
});

it('describes no sample that is small, and saves nothing that is withheld', () => {
  expect([noisy.mayDescribe(9), noisy.mayDescribe(10)]).toEqual([false, true]);
  expect(savingsOf(null, { tripsPerCase: 2, hoursPerTrip: null, yuanPerTrip: null })).toBeNull();
});

it('tells outsiders of whole months, up to yesterday', () => {
  const months = { from: day('2026-02-01'), to: day('2026-03-31') };

  expect(publicSpan(months, new Set(['MONTH']), NOON)).toEqual({ from: '2026-02-01', to: '2026-03-09' });
  expect(publicSpan({ ...months, to: day('2026-02-28') }, new Set(), NOON)).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
  for (const [span, groupBy] of [
    [months, new Set(['DAY'] as const)],
    [{ ...months, from: day('2026-02-02') }, new Set<never>()],
    [{ ...months, to: day('2026-03-30') }, new Set<never>()],
  ] as const)
    expect(() => publicSpan(span, groupBy, NOON)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
});
