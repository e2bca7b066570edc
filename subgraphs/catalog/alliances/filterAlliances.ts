import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { placesContaining } from '../../../domain/catalog/coveredPlace.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { PublishedAlliance } from './PublishedAlliance.ts';
import { takesPart } from './takesPart.ts';

export interface AllianceFilter {
  readonly on: CalendarDate | null;
  readonly kind: PublishedAlliance['kind'] | null;
  readonly member: DivisionCode | null;
}

/** The alliances that meet all that is given, in their order. */
export function filterAlliances(
  alliances: Iterable<PublishedAlliance>,
  { on, kind, member }: AllianceFilter,
): readonly PublishedAlliance[] {
  return [...alliances].filter(
    (alliance) =>
      (kind === null || alliance.kind === kind) &&
      (on === null || isInForce(alliance, on)) &&
      (member === null || hasMember(alliance, member, on)),
  );
}

function isInForce({ startsOn, endsOn }: PublishedAlliance, on: CalendarDate): boolean {
  return startsOn !== null && startsOn.firstDay <= on && (endsOn === null || on <= endsOn.lastDay);
}

function hasMember({ members }: PublishedAlliance, division: DivisionCode, on: CalendarDate | null): boolean {
  const around = new Set<string>(placesContaining(division));
  return (members ?? []).some(
    (member) =>
      (on === null || takesPart(member, on)) &&
      (around.has(member.division) || placesContaining(member.division).includes(division)),
  );
}
