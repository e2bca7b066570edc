import { addDays } from '../../../domain/addDays.ts';
import { type CalendarDay, describeDay } from '../../../domain/working-days/describeDay.ts';
import type { WorkingDayCalendar } from '../../../domain/working-days/WorkingDayCalendar.ts';
import type { CalendarSpan } from './CalendarSpan.ts';

/** Every day of a span, in order. */
export function listDays(
  calendar: WorkingDayCalendar,
  { division, from, to }: CalendarSpan,
): readonly CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push(describeDay(calendar, division, date));
  return days;
}
