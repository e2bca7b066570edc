import { addDays } from '../../../domain/addDays.ts';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';

/** Days from the first to the last; both belong to it. */
export interface DaySpan {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** A part of a span, to be read from cells of days, or of months that lie in it whole. */
export interface SpanPart extends DaySpan {
  readonly grain: 'DAY' | 'MONTH';
}

/** Splits a span so that as much of it as possible is whole months. */
export function splitSpan({ from, to }: DaySpan): readonly SpanPart[] {
  const first = from.endsWith('-01') ? from : firstOfNextMonth(from);
  const next = firstOfMonth(addDays(to, 1));
  if (first >= next) return [{ grain: 'DAY', from, to }];
  return [
    ...(from < first ? [{ grain: 'DAY', from, to: addDays(first, -1) } as const] : []),
    { grain: 'MONTH', from: first, to: addDays(next, -1) },
    ...(next <= to ? [{ grain: 'DAY', from: next, to } as const] : []),
  ];
}

const firstOfMonth = (day: CalendarDate): CalendarDate => parseCalendarDate(`${day.slice(0, 7)}-01`);

/** 31 days after the first of a month are always in the next one. */
const firstOfNextMonth = (day: CalendarDate): CalendarDate => firstOfMonth(addDays(firstOfMonth(day), 31));
