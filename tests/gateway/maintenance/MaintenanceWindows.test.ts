import { expect, it } from 'vitest';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';

const HOUR = 3_600_000;
const window = (division: string, from: number, to: number, services?: string[]) => ({
  division,
  from: from * HOUR,
  to: to * HOUR,
  ...(services !== undefined && { services }),
});

const windows = new MaintenanceWindows([
  window('430100', 6, 8),
  window('430000', 1, 3),
  window('430000', 3, 5, ['people']),
  window('430100', 4, 6),
  window('440000', 3, 9),
]);
const at = (place: string, hour: number, service = 'people') => {
  const found = windows.at(service, place, hour * HOUR);
  return found && [found.from / HOUR, found.to / HOUR];
};

it('tells of a window until the last one that follows it without a gap', () => {
  expect(at('430100', 2)).toEqual([1, 8]);
  expect(at('430200', 2)).toEqual([1, 5]);
  expect(at('430100', 2, 'housing-fund')).toEqual([1, 3]);
  expect(at('430100', 3, 'housing-fund')).toBeNull();
  expect(at('430100', 4, 'housing-fund')).toEqual([4, 8]);
});

it('tells of no window that has not begun, or is over', () => {
  expect(at('430100', 0.5)).toBeNull();
  expect(at('430100', 8)).toBeNull();
  expect(at('420100', 4)).toBeNull();
});

it('tells when a place comes back from what begins before a time', () => {
  expect(windows.endOfWindowBefore('people', '430100', 0, 1 * HOUR)).toBeNull();
  expect(windows.endOfWindowBefore('people', '430100', 0, 1 * HOUR + 1)).toBe(8 * HOUR);
  expect(windows.endOfWindowBefore('people', '430100', 8 * HOUR, 9 * HOUR)).toBeNull();
});
