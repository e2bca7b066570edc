import { expect, it } from 'vitest';
import { SettlingBatches } from '../../../adapters/inbound/SettlingBatches.ts';
import { FakeClock } from '../transport/FakeClock.ts';

it('a batch is read again only once it has stopped growing, and then when its time is over', () => {
  const clock = new FakeClock();
  const settling = new SettlingBatches(clock, 30_000);
  const looks: boolean[] = [];
  const look = (fingerprint: string) => {
    clock.advance(10_000);
    looks.push(settling.isWorthReading('b', fingerprint));
  };
  settling.mustWait('b', '100 bytes');

  look('200 bytes');
  look('300 bytes');
  look('300 bytes');
  const isWaitedFor = settling.mustWait('b', '300 bytes');
  look('300 bytes');
  look('300 bytes');

  expect(isWaitedFor).toBe(true);
  expect(looks).toEqual([false, false, true, false, true]);
  expect(settling.mustWait('b', '300 bytes')).toBe(false);
});
