import { expect, it } from 'vitest';
import { PlanningTime } from '../../../gateway/plan/PlanningTime.ts';

const TOO_COSTLY = expect.objectContaining({
  code: 'OPERATION_TOO_COSTLY',
  message: 'The operation is too costly to plan: that takes longer than 500 ms',
});

/** Each look at the clock takes so long. */
function timeOf(msPerLook: number) {
  let now = 0;
  return new PlanningTime(() => {
    now += msPerLook;
    return now;
  });
}

it('ends what takes longer than it may, and says how long that was', () => {
  const time = timeOf(50);
  const planForEver = (): never => {
    for (;;) time.look();
  };

  expect(() => time.within({ mostMs: 500 }, planForEver)).toThrow(TOO_COSTLY);
});

it('leaves alone what ends in time, and everything afterwards', () => {
  const time = timeOf(1);
  const look = () => {
    for (let looks = 0; looks < 3_000; looks += 1) time.look();
    return 'a plan';
  };

  expect(time.within({ mostMs: 500 }, look)).toBe('a plan');
  expect(() => time.within({ mostMs: 1 }, look)).toThrow();
  expect(look()).toBe('a plan');
});

it.each([
  [{ ms: 100, threads: 1 }, 100],
  [{ ms: 100, threads: 2 }, 200],
  [{ ms: 900, threads: 1 }, 500],
])('ends, on a machine that is busy, what had its share of the processors: %j', (work, endsAt) => {
  let now = 0;
  const time = new PlanningTime(
    () => now,
    // Of which this process has half, for all its threads.
    () => now / 2,
  );
  const planForEver = (): never => {
    for (; ; now += 1 / 32) time.look();
  };

  expect(() => time.within({ mostMs: 500, work }, planForEver)).toThrow();
  expect(now).toBeCloseTo(Math.min(500, 2 * endsAt), -1);
});
