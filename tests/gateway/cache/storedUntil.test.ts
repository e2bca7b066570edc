import { describe, expect, it } from 'vitest';
import { storedUntil } from '../../../gateway/cache/storedUntil.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';

const DAY = 86_400_000;
const entry = {
  stamp: 's',
  answeredAt: 0,
  keptAt: 0,
  freshUntil: 1_000,
  revalidateUntil: 2_000,
  ifErrorUntil: 3_000,
  outcome: { kind: 'none' as const },
};
const windowTo = (to: number) => [{ division: '43', from: 2_999, to }];
const until = (windows: MaintenanceWindows, place: string | null, given = {}) =>
  storedUntil({ ...entry, ...given }, { windows, service: 'housing-fund', place, now: 0 });

describe('an entry', () => {
  it('lies in the store for as long as it may be stale, and to the end of a window that begins by then', () => {
    const windows = new MaintenanceWindows(windowTo(5 * DAY));

    expect(until(windows, '110000')).toBe(3_000);
    expect(until(windows, '430100')).toBe(5 * DAY);
    expect(until(windows, '430100', { ifErrorUntil: 2_999 })).toBe(2_999);
    expect(until(windows, null)).toBe(3_000);
  });

  it('lies there for a day more where windows may be announced later, unless it may not be stale then or has no place', () => {
    const windows = new MaintenanceWindows(windowTo(2 * DAY), { mayChange: true });

    expect(until(windows, '110000')).toBe(3_000 + DAY);
    expect(until(windows, '430100')).toBe(2 * DAY);
    expect(until(windows, '430100', { ifErrorUntil: 1_000 })).toBe(2_000);
    expect(until(windows, null)).toBe(3_000);
  });
});
