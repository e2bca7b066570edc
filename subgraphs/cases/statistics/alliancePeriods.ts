import { addDays } from '../../../domain/addDays.ts';
import type { AllianceMembership, PlacePair } from './AllianceMembership.ts';
import type { DaySpan } from './splitSpan.ts';

/** Days on which an alliance had the same members. */
export interface AlliancePeriod extends DaySpan {
  /** Cases between these are the alliance's; none: it had no two members. */
  readonly pairs: readonly PlacePair[];
}

/** Splits a span where members join or leave; days before an alliance began and after it ended are left out. */
export function alliancePeriods(alliance: AllianceMembership, span: DaySpan): readonly AlliancePeriod[] {
  const from = alliance.startsOn !== null && alliance.startsOn > span.from ? alliance.startsOn : span.from;
  const to = alliance.endsOn !== null && alliance.endsOn < span.to ? alliance.endsOn : span.to;
  if (from > to) return [];
  const changes = (alliance.members ?? []).flatMap((member) => [
    ...(member.from === null ? [] : [member.from]),
    ...(member.through === null ? [] : [addDays(member.through, 1)]),
  ]);
  const starts = [...new Set([from, ...changes.filter((day) => day > from && day <= to)])].sort();
  return starts.map((start, index) => {
    const next = starts[index + 1];
    return { from: start, to: next === undefined ? to : addDays(next, -1), pairs: pairsOn(alliance, start) };
  });
}

function pairsOn({ members, hub, directions }: AllianceMembership, day: string): readonly PlacePair[] {
  if (directions !== null) return directions;
  const present = (members ?? [])
    .filter(({ from, through }) => (from === null || from <= day) && (through === null || day <= through))
    .map(({ division }) => division);
  if (hub === null) return [{ accepting: present, owning: present }];
  const others = present.filter((division) => division !== hub);
  return [
    { accepting: [hub], owning: others },
    { accepting: others, owning: [hub] },
  ];
}
