import type { CalendarDate } from '../calendarDate.ts';
import type { DivisionCode } from '../divisionCode.ts';

/** 节假日或调休上班日: a day that is not what its weekday says. */
export interface CalendarException {
  readonly kind: 'HOLIDAY' | 'MAKEUP_WORKDAY';
  /** 节日名称, for example 春节. */
  readonly name: string;
  readonly source: string;
}

/** Holidays of one province of which it is known that they exist and not when. */
export interface MissingOverlay {
  /** Province-level. */
  readonly division: DivisionCode;
  readonly names: readonly string[];
  readonly source: string;
}

/** 工作日历: the exceptions from Monday to Friday, and for which days they are known. */
export interface WorkingDayCalendar {
  /** Before this day and after `coveredThrough` no exception is known, and every answer is provisional. */
  readonly coveredFrom: CalendarDate;
  readonly coveredThrough: CalendarDate;
  /** Of the whole country. */
  readonly national: ReadonlyMap<CalendarDate, CalendarException>;
  /** Of single province-level divisions; they go before the national ones. */
  readonly overlays: ReadonlyMap<DivisionCode, ReadonlyMap<CalendarDate, CalendarException>>;
  readonly missingOverlays: readonly MissingOverlay[];
}
