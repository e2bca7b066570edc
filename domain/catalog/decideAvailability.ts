import type { CalendarDate } from '../calendarDate.ts';
import { compareText } from '../compareText.ts';
import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import type { Coverage } from './Coverage.ts';
import { COVERAGE_BASES } from './coverageBasis.ts';
import { placesContaining } from './coveredPlace.ts';
import { isInForce } from './isInForce.ts';
import type { UnavailableReason } from './unavailableReason.ts';

/** What is asked: may this item be handed in at one place, about records of another, on a day. */
export interface AvailabilityQuestion {
  /** `null`: the catalogue has no such item. */
  readonly item: { readonly code: string; readonly category: string } | null;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly on: CalendarDate;
}

export type AvailabilityDecision =
  /** `grants`: all that hold, the leading one first. */
  | { readonly status: 'AVAILABLE'; readonly grants: readonly Coverage[] }
  | {
      readonly status: 'UNAVAILABLE';
      readonly reason: Exclude<UnavailableReason, 'SCOPE_NOT_LISTED' | 'NO_SOURCE'>;
      /** The first day on which it will be, by what is stated now. */
      readonly beginsOn: CalendarDate | null;
      /** Its last day. */
      readonly endedOn: CalendarDate | null;
    }
  /** No source says. `possible`: statements that leave items or places open and may reach this. */
  | {
      readonly status: 'UNKNOWN';
      readonly reason: 'SCOPE_NOT_LISTED' | 'NO_SOURCE';
      readonly beginsOn: CalendarDate | null;
      readonly possible: readonly Coverage[];
    };

/**
 * Whether an item is available between two places on a day, by what is stated: directed, dated, and down to a city.
 *
 * A statement about a place holds for all that lies in it. Nothing that is stated withdraws anything else: all grants
 * in force are given, ordered from the most specific basis to the most general, within one basis the verified first,
 * then the older, then by name.
 */
export function decideAvailability(
  { item, accepting, owning, on }: AvailabilityQuestion,
  coverage: readonly Coverage[],
): AvailabilityDecision {
  if (item === null) return unavailable('ITEM_NOT_IN_CATALOGUE');
  if (provinceOf(accepting) === provinceOf(owning)) return unavailable('SAME_PROVINCE');

  const forPair = coverage.filter(covers(accepting, owning));
  const ofItem = forPair.filter(
    ({ itemCode, certainty }) => itemCode === item.code && certainty === 'STATED',
  );
  const grants = ofItem.filter(inForce(on));
  if (grants.length > 0) return { status: 'AVAILABLE', grants: grants.toSorted(byPrecedence) };

  const beginsOn = earliest(ofItem.filter(({ startsOn }) => startsOn > on).map(({ startsOn }) => startsOn));
  const possible = forPair.filter((row) => inForce(on)(row) && mayReach(row, item));
  if (possible.length > 0)
    return {
      status: 'UNKNOWN',
      reason: 'SCOPE_NOT_LISTED',
      beginsOn,
      possible: possible.toSorted(byPrecedence),
    };
  if (beginsOn !== null) return unavailable('NOT_BEGUN', { beginsOn });
  const endedOn = latest(ofItem.flatMap(({ endsOn }) => endsOn ?? []));
  if (endedOn !== null) return unavailable('ENDED', { endedOn });

  const everywhere = coverage.filter(
    ({ itemCode, certainty }) => itemCode === item.code && certainty === 'STATED',
  );
  const isReversed = everywhere.some((row) => inForce(on)(row) && covers(owning, accepting)(row));
  if (isReversed) return unavailable('DIRECTION_NOT_COVERED');
  const hasSiblings = forPair.some(
    (row) =>
      row.certainty === 'STATED' &&
      row.basis !== 'NATIONAL_LIST' &&
      row.category === item.category &&
      isInForce(row, on),
  );
  const isNational = everywhere.some(({ basis }) => basis === 'NATIONAL_LIST');
  if (hasSiblings && !isNational) return unavailable('ITEM_NOT_IN_SCOPE');
  // What is stated for the whole country does not say whether places outside the 31 provinces take part.
  if (isNational || everywhere.length === 0)
    return { status: 'UNKNOWN', reason: 'NO_SOURCE', beginsOn: null, possible: [] };
  return unavailable('PAIR_NOT_COVERED');
}

const unavailable = (
  reason: Exclude<UnavailableReason, 'SCOPE_NOT_LISTED' | 'NO_SOURCE'>,
  days: { readonly beginsOn?: CalendarDate; readonly endedOn?: CalendarDate } = {},
) => ({ status: 'UNAVAILABLE' as const, reason, beginsOn: null, endedOn: null, ...days });

function covers(accepting: DivisionCode, owning: DivisionCode): (row: Coverage) => boolean {
  const acceptingPlaces = new Set<string>(placesContaining(accepting));
  const owningPlaces = new Set<string>(placesContaining(owning));
  return (row) => acceptingPlaces.has(row.accepting) && owningPlaces.has(row.owning);
}

const inForce =
  (on: CalendarDate) =>
  (row: Coverage): boolean =>
    isInForce(row, on);

function mayReach(row: Coverage, item: { readonly code: string; readonly category: string }): boolean {
  if (row.certainty !== 'POSSIBLE') return false;
  if (row.itemCode !== null) return row.itemCode === item.code;
  return row.category === null || row.category === item.category;
}

function byPrecedence(one: Coverage, other: Coverage): number {
  return (
    COVERAGE_BASES.indexOf(one.basis) - COVERAGE_BASES.indexOf(other.basis) ||
    Number(other.verified) - Number(one.verified) ||
    compareText(one.startsOn, other.startsOn) ||
    compareText(one.statedBy, other.statedBy)
  );
}

const earliest = (days: readonly CalendarDate[]): CalendarDate | null =>
  days.toSorted(compareText)[0] ?? null;

const latest = (days: readonly CalendarDate[]): CalendarDate | null =>
  days.toSorted(compareText).at(-1) ?? null;
