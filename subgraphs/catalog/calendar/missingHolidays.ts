import { type DivisionCode, provinceOf } from '../../../domain/divisionCode.ts';
import type { WorkingDayCalendar } from '../../../domain/working-days/WorkingDayCalendar.ts';

/** 缺失的地方节假日: holidays of a division's province of which only the name is known. */
export function missingHolidays(calendar: WorkingDayCalendar, division: DivisionCode): readonly string[] {
  return calendar.missingOverlays
    .filter((missing) => missing.division === provinceOf(division))
    .flatMap(({ names }) => names);
}
