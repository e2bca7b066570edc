import { type CalendarDate, parseCalendarDate } from '../calendarDate.ts';

/** How exactly a source states a date. */
export const DATE_PRECISIONS = ['DAY', 'MONTH', 'YEAR'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** A date as a source states it; a month or a year is a span of days and stays one. */
export interface StatedDate {
  /** As stated: `2021-06-01`, `2021-08` or `2021`. */
  readonly stated: string;
  readonly precision: DatePrecision;
  /** From this day on what begins then counts as begun. */
  readonly firstDay: CalendarDate;
  /** After this day what ends then counts as ended. */
  readonly lastDay: CalendarDate;
}

/**
 * Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 *
 * @throws {RangeError} on another form or a day that does not exist.
 */
export function parseStatedDate(stated: string): StatedDate {
  if (/^\d{4}-\d{2}-\d{2}$/.test(stated)) {
    const day = parseCalendarDate(stated);
    return { stated, precision: 'DAY', firstDay: day, lastDay: day };
  }
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(stated);
  if (match === null) throw new RangeError('not a date of the form YYYY, YYYY-MM or YYYY-MM-DD');
  const [, year = '', month] = match;
  const firstDay = parseCalendarDate(`${year}-${month ?? '01'}-01`);
  const lastDay = parseCalendarDate(
    new Date(Date.UTC(Number(year), Number(month ?? '12'), 0)).toISOString().slice(0, 10),
  );
  return { stated, precision: month === undefined ? 'YEAR' : 'MONTH', firstDay, lastDay };
}
