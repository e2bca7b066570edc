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

  expect(() => time.within(500, planForEver)).toThrow(TOO_COSTLY);
});

it('leaves alone what ends in time, and everything afterwards', () => {
  const time = timeOf(1);
  const look = () => {
    for (let looks = 0; looks < 3_000; looks += 1) time.look();
    return 'a plan';
  };

  expect(time.within(500, look)).toBe('a plan');
  expect(() => time.within(1, look)).toThrow();
  expect(look()).toBe('a plan');
});
