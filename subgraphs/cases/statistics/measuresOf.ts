import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { elapsedWorkingDays } from '../../../domain/working-days/elapsedWorkingDays.ts';
import { bucketOf, type Happening, type Measure } from './measures.ts';
import type { DeltaKind, StatisticsDelta } from './StatisticsDelta.ts';

/** Limits of an item in working days; `null` where no source names one. */
export interface ItemLimits {
  readonly promised: number | null;
  readonly statutory: number | null;
}

/** What a decision is measured by. */
export interface Yardstick {
  readonly limits: ItemLimits;
  isWorkingDay(day: CalendarDate): boolean;
}

/** As what a delta is counted. */
export const COUNTED_AS = {
  SUBMITTED: 'submitted',
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  COMPLETED: 'completed',
  REFUSED: 'refused',
  WITHDRAWN: 'withdrawn',
  TERMINATED: 'terminated',
  OVERDUE: 'overdue',
} as const satisfies Record<DeltaKind, Happening>;

/** All measures that a delta adds one to. @param yardstick - `null` where there is no duration. */
export function measuresOf(
  { kind, day, duration }: StatisticsDelta,
  yardstick: Yardstick | null,
): readonly Measure[] {
  if (duration === null || yardstick === null) return [COUNTED_AS[kind]];
  const taken = elapsedWorkingDays({ ...duration, closedOn: day }, (date) => yardstick.isWorkingDay(date));
  const { promised, statutory } = yardstick.limits;
  return [
    COUNTED_AS[kind],
    bucketOf(taken),
    ...against(taken, duration.limitDays, ['limited', 'within_limit']),
    ...against(taken, promised, ['promised', 'within_promised']),
    ...against(taken, statutory, ['statutory', 'within_statutory']),
  ];
}

function against(
  taken: number,
  limit: number | null,
  [known, within]: readonly [Measure, Measure],
): readonly Measure[] {
  if (limit === null) return [];
  return taken <= limit ? [known, within] : [known];
}
