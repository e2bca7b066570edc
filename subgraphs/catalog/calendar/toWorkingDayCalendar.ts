import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type {
  CalendarException,
  MissingOverlay,
  WorkingDayCalendar,
} from '../../../domain/working-days/WorkingDayCalendar.ts';
import type { ProvincialHolidayRow } from '../document/provincialHolidayRow.ts';
import type { NationalCalendar } from './NationalCalendar.ts';

const KINDS = {
  holiday: 'HOLIDAY',
  'makeup-workday': 'MAKEUP_WORKDAY',
} as const satisfies Record<ProvincialHolidayRow['kind'], CalendarException['kind']>;

/** The national calendar with the days that a catalogue states of single provinces, and the names of those it misses. */
export function toWorkingDayCalendar(
  national: NationalCalendar,
  rows: readonly ProvincialHolidayRow[],
): WorkingDayCalendar {
  const overlays = new Map<DivisionCode, Map<CalendarDate, CalendarException>>();
  const missing = new Map<string, MissingOverlay>();
  for (const { division, nameZh: name, kind, on, source } of rows) {
    if (on !== null) {
      const days = overlays.get(division) ?? new Map<CalendarDate, CalendarException>();
      overlays.set(division, days.set(on, { kind: KINDS[kind], name, source }));
      continue;
    }
    const key = `${division} ${source}`;
    const names = [...(missing.get(key)?.names ?? []), name];
    missing.set(key, { division, names, source });
  }
  return { ...national, overlays, missingOverlays: [...missing.values()] };
}
