import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LocalBuckets } from '../../../../gateway/edge/rates/LocalBuckets.ts';
import type { Charge } from '../../../../gateway/edge/rates/RateBuckets.ts';

const charge = (key: string, units: number, perMinute: number, burst?: number) => ({
  key,
  group: key,
  units,
  rate: { perMinute, burst },
});

/** 0: there was enough. */
const waitOf = (buckets: LocalBuckets, ...charges: readonly Charge[]): number =>
  buckets.take(charges)?.waitMs ?? 0;

function clock(share = 1) {
  const at = { ms: 1_000 };
  return { at, buckets: new LocalBuckets({ share, now: () => at.ms }) };
}

it('gives a burst, then the rate, and says when there is enough', () => {
  const { at, buckets } = clock();
  const take = (units: number) => waitOf(buckets, charge('a', units, 60, 5));

  expect([take(3), take(2)]).toEqual([0, 0]);
  expect(take(2)).toBe(2_000);
  at.ms += 1_999;
  expect(take(2)).toBe(1);
  at.ms += 1;
  expect(take(2)).toBe(0);
  at.ms += 3_600_000;
  expect([take(5), take(1)]).toEqual([0, 1_000]);
});

it('takes from all buckets or from none', () => {
  const { buckets } = clock();
  const both = [charge('portal', 1, 60, 10), charge('person', 1, 60, 1)];

  expect(buckets.take(both)).toBeNull();
  for (let n = 0; n < 20; n++) expect(buckets.take(both)).toEqual({ key: 'person', waitMs: 1_000 });
  expect(waitOf(buckets, charge('portal', 9, 60, 10))).toBe(0);
});

it('names what is short for longest', () => {
  const { buckets } = clock();
  const charges = [charge('slow', 1, 1, 1), charge('fast', 1, 60, 1)];
  expect(buckets.take(charges)).toBeNull();

  expect(buckets.take(charges)).toEqual({ key: 'slow', waitMs: 60_000 });
  expect(buckets.take(charges.toReversed())).toEqual({ key: 'slow', waitMs: 60_000 });
});

it('lets each of many gateways through once in as much time as all of them share, where a burst is less than one each', () => {
  const { at, buckets } = clock(4);
  const take = () => waitOf(buckets, charge('a', 1, 60, 1));

  expect([take(), take()]).toEqual([0, 4_000]);
  at.ms += 4_000;
  expect([take(), take()]).toEqual([0, 4_000]);
});

it('lets what is larger than a bucket empty it, lets nothing through a closed one, and divides among gateways', () => {
  const { buckets } = clock();
  expect(waitOf(buckets, charge('a', 1_000, 60, 5))).toBe(0);
  expect(waitOf(buckets, charge('a', 1, 60, 5))).toBe(1_000);
  expect(waitOf(buckets, charge('b', 1, 0))).toBe(60_000);

  const { buckets: half } = clock(2);
  const take = () => waitOf(half, charge('a', 1, 60, 4));
  expect([take(), take(), take()]).toEqual([0, 0, 2_000]);
});

it('lacks no more after a change of the rate than what the bucket holds by the new one', () => {
  const { at, buckets } = clock();
  expect(waitOf(buckets, charge('a', 10, 1, 10))).toBe(0);
  at.ms += 60_000;

  const take = (units: number) => waitOf(buckets, charge('a', units, 6_000));
  expect([take(1), take(100)]).toEqual([10, 1_000]);
  at.ms += 10;
  expect([take(1), take(1)]).toEqual([0, 10]);
  at.ms += 60_000;
  expect([take(6_000), take(1)]).toEqual([0, 10]);
});

it('never gives more than burst and rate together, however it is asked', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 40 })));
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 50 }),
      (asked, perMinute, burst) => {
        const { at, buckets } = clock();
        let given = 0;
        for (const [pauseMs, units] of asked) {
          at.ms += pauseMs;
          if (waitOf(buckets, charge('a', units, perMinute, burst)) === 0) given += Math.min(units, burst);
        }
        expect(given).toBeLessThanOrEqual(burst + ((at.ms - 1_000) * perMinute) / 60_000 + 0.01);
      },
    ),
  );
});

it('keeps no more than what is not full', () => {
  const { at, buckets } = clock();
  let refused = 0;
  for (let n = 0; n < 200_000; n++) {
    at.ms += 1;
    if (waitOf(buckets, charge(String(n), 1, 60_000)) > 0) refused++;
  }
  expect({ refused, isBounded: buckets.size < 50_002 }).toEqual({ refused: 0, isBounded: true });
});

it('forgets nobody who is short while many others come and go', () => {
  const { at, buckets } = clock();
  const take = () => waitOf(buckets, charge('harvester', 60, 1, 60));
  expect(take()).toBe(0);

  for (let n = 0; n < 120_000; n++) {
    at.ms += 1;
    buckets.take([charge(String(n), 1, 60_000)]);
  }
  expect(buckets.size).toBeLessThan(100_000);

  expect(take()).toBe(3_600_000 - 120_000);
});
