import { addDays } from '../addDays.ts';
import type { CalendarDate } from '../calendarDate.ts';
import type { Pause } from './countDueDate.ts';

/** What was handled from one day to another. */
export interface HandledSpan {
  /** The day of acceptance (受理); it is not counted. */
  readonly acceptedOn: CalendarDate;
  /** The day of the end (办结); it is counted where it is a working day. */
  readonly closedOn: CalendarDate;
  /** In any order; they may overlap. Both ends of one are left out, as `countDueDate` does. */
  readonly pauses: readonly Pause[];
}

/** 办理用时 in working days, counted as limits are: 0 on the day of acceptance, the limit on the last day that is in time. */
export function elapsedWorkingDays(
  { acceptedOn, closedOn, pauses }: HandledSpan,
  isWorkingDay: (day: CalendarDate) => boolean,
): number {
  let counted = 0;
  for (let day = acceptedOn; day < closedOn; ) {
    day = addDays(day, 1);
    const isPaused = pauses.some(({ from, to }) => from <= day && (to === null || day <= to));
    if (!isPaused && isWorkingDay(day)) counted += 1;
  }
  return counted;
}
