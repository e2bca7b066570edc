import type { WorkingDayCalendar } from '../../../domain/working-days/WorkingDayCalendar.ts';

/** The part of the working-day calendar that holds in the whole country. */
export type NationalCalendar = Pick<WorkingDayCalendar, 'coveredFrom' | 'coveredThrough' | 'national'>;
