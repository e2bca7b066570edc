import type { CalendarDate } from '../calendarDate.ts';
import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import type { WorkingDayCalendar } from './WorkingDayCalendar.ts';

/** What a day is at a place. */
export interface CalendarDay {
  readonly date: CalendarDate;
  readonly kind: 'WORKDAY' | 'WEEKEND' | 'HOLIDAY' | 'MAKEUP_WORKDAY';
  /** 节日名称; `null` for what the weekday says. */
  readonly name: string | null;
  /** Where an exception comes from; `null` for what the weekday says. */
  readonly source: string | null;
  /**
   * Whether it may be a holiday that is not known: the calendar does not cover the day, or the province works on it
   * and has holidays of which only the name is known.
   */
  readonly provisional: boolean;
}

const SATURDAY = 6;
const SUNDAY = 0;

/** What a day is for the authorities of a division: the overlay of its province, else the national calendar. */
export function describeDay(
  calendar: WorkingDayCalendar,
  division: DivisionCode,
  date: CalendarDate,
): CalendarDay {
  const province = provinceOf(division);
  const isCovered = date >= calendar.coveredFrom && date <= calendar.coveredThrough;
  const misses = calendar.missingOverlays.some((missing) => missing.division === province);
  const exception = calendar.overlays.get(province)?.get(date) ?? calendar.national.get(date);
  // A holiday of which only the name is known may be any day on which the others work.
  if (exception !== undefined)
    return { date, ...exception, provisional: !isCovered || (misses && exception.kind !== 'HOLIDAY') };
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const kind = weekday === SATURDAY || weekday === SUNDAY ? 'WEEKEND' : 'WORKDAY';
  return {
    date,
    kind,
    name: null,
    source: null,
    provisional: !isCovered || (misses && kind === 'WORKDAY'),
  };
}
