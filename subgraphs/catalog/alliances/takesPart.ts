import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { AllianceMember } from '../../../domain/catalog/Alliance.ts';

/** Whether a member has joined by a day and has not left before it. */
export function takesPart({ from, through }: AllianceMember, on: CalendarDate): boolean {
  return (from === null || from.firstDay <= on) && (through === null || on <= through.lastDay);
}
