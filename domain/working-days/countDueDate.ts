import { addDays } from '../addDays.ts';
import type { CalendarDate } from '../calendarDate.ts';
import type { DivisionCode } from '../divisionCode.ts';
import { describeDay } from './describeDay.ts';
import type { WorkingDayCalendar } from './WorkingDayCalendar.ts';

/** 中止: days that do not count, as for supplement (补正) or special procedure (特别程序). */
export interface Pause {
  readonly from: CalendarDate;
  /** Last day; `null`: it goes on. */
  readonly to: CalendarDate | null;
}

export interface TimeLimitRun {
  /** The day of acceptance (受理); it is not counted. */
  readonly acceptedOn: CalendarDate;
  /** 0 for what is settled at once (即办件): on the day of acceptance itself, whatever day it is. */
  readonly workingDays: number;
  /** Whose working days count: the owning division. */
  readonly division: DivisionCode;
  /** In any order; they may overlap. */
  readonly pauses: readonly Pause[];
}

export interface DueDate {
  readonly dueOn: CalendarDate;
  /** Whether days count that may be holidays, as `describeDay` says. */
  readonly provisional: boolean;
}

/**
 * 办结期限: the day on which the last working day of a limit falls.
 *
 * Counting begins on the day after acceptance; both the first and the last day of a pause are left out.
 *
 * @returns `null` while a pause that has no end is reached before the limit.
 * @throws {RangeError} for a negative number of working days, a pause that ends before it begins, or a day beyond the year 9999.
 */
export function countDueDate(
  calendar: WorkingDayCalendar,
  { acceptedOn, workingDays, division, pauses }: TimeLimitRun,
): DueDate | null {
  if (!Number.isInteger(workingDays) || workingDays < 0)
    throw new RangeError('a limit is no negative number of working days');
  if (pauses.some(({ from, to }) => to !== null && to < from))
    throw new RangeError('a pause ends before it begins');

  let day = acceptedOn;
  let provisional = false;
  for (let counted = 0; counted < workingDays; ) {
    day = addDays(day, 1);
    const pause = pauses.find(({ from, to }) => from <= day && (to === null || day <= to));
    if (pause?.to === null) return null;
    if (pause !== undefined) {
      day = pause.to;
      continue;
    }
    const described = describeDay(calendar, division, day);
    provisional ||= described.provisional;
    if (described.kind === 'WORKDAY' || described.kind === 'MAKEUP_WORKDAY') counted += 1;
  }
  return { dueOn: day, provisional };
}
