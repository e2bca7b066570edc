import type { CalendarDate } from '../calendarDate.ts';
import { compareText } from '../compareText.ts';
import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import type { Coverage } from './Coverage.ts';
import { compareReach } from './compareReach.ts';
import { COVERAGE_BASES } from './coverageBasis.ts';
import { isInForce } from './isInForce.ts';
import type { RefusalReason, UnavailableReason } from './unavailableReason.ts';

/** What is asked: may this item be handed in at one place, about records of another, on a day. */
export interface AvailabilityQuestion {
  /** `null`: the catalogue has no such item. */
  readonly item: { readonly code: string; readonly category: string } | null;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly on: CalendarDate;
}

/** `inside`: statements in force for places inside those asked for, the leading one first. */
export type AvailabilityDecision =
  | {
      readonly status: 'AVAILABLE';
      /** All that hold, the leading one first. */
      readonly grants: readonly Coverage[];
      readonly inside: readonly Coverage[];
    }
  | {
      readonly status: 'UNAVAILABLE';
      readonly reason: RefusalReason;
      /** The first day on which it will be, by what is stated now. */
      readonly beginsOn: CalendarDate | null;
      /** Its last day. */
      readonly endedOn: CalendarDate | null;
    }
  /** Nobody can tell from what is stated. */
  | {
      readonly status: 'UNKNOWN';
      readonly reason: Exclude<UnavailableReason, RefusalReason>;
      readonly beginsOn: CalendarDate | null;
      /** Statements that leave items or places open, or that nothing confirms, and may reach this. */
      readonly possible: readonly Coverage[];
      readonly inside: readonly Coverage[];
    };

/**
 * Whether an item is available between two places on a day, by what is stated: directed, dated, and down to a city.
 *
 * A yes needs a statement that a published text confirms; a no needs a rule or a day that is stated. Silence is
 * neither: what is stated of other places, items or directions says nothing of these, and the reason only tells what
 * is known instead.
 *
 * A statement about a place holds for all that lies in it, and for what it lies in it holds in part. Nothing that is
 * stated withdraws anything else: all grants in force are given, ordered from the most specific basis to the most
 * general, within one basis the verified first, then the older, then by name.
 */
export function decideAvailability(
  { item, accepting, owning, on }: AvailabilityQuestion,
  coverage: readonly Coverage[],
): AvailabilityDecision {
  if (item === null) return unknown('ITEM_NOT_IN_CATALOGUE');
  if (provinceOf(accepting) === provinceOf(owning)) return unavailable('SAME_PROVINCE');

  const reaches = compareReach(accepting, owning);
  const touching = coverage.filter((row) => reaches(row) !== null);
  const ofPair = touching.filter((row) => reaches(row) === 'WHOLE');
  const ofPart = touching.filter((row) => reaches(row) === 'IN_PART');
  const isNow = (row: Coverage) => isInForce(row, on);
  const isStated = (row: Coverage) => row.certainty === 'STATED' && row.itemCode === item.code;
  const grants = ofPair.filter((row) => isNow(row) && isStated(row)).toSorted(byPrecedence);
  const inside = ofPart.filter((row) => isNow(row) && isStated(row)).toSorted(byPrecedence);
  if (grants.length > 0) return { status: 'AVAILABLE', grants, inside };

  const stated = ofPair.filter(isStated);
  const beginsOn = earliest(stated.filter(({ startsOn }) => startsOn > on).map(({ startsOn }) => startsOn));
  const possible = touching.filter((row) => isNow(row) && mayReach(row, item)).toSorted(byPrecedence);
  if (inside.length > 0) return unknown('ONLY_SOME_PLACES', { beginsOn, possible, inside });
  if (possible.some(({ certainty }) => certainty === 'POSSIBLE'))
    return unknown('SCOPE_NOT_LISTED', { beginsOn, possible });
  if (possible.length > 0) return unknown('NOT_CONFIRMED', { beginsOn, possible });
  if (beginsOn !== null) return unavailable('NOT_BEGUN', { beginsOn });
  const endedOn = latest(stated.flatMap(({ endsOn }) => endsOn ?? []));
  if (endedOn !== null) return unavailable('ENDED', { endedOn });

  const reachesBack = compareReach(owning, accepting);
  if (coverage.some((row) => isNow(row) && isStated(row) && reachesBack(row) === 'WHOLE'))
    return unknown('DIRECTION_NOT_COVERED');
  const isNational = coverage.some(
    ({ itemCode, basis }) => itemCode === item.code && basis === 'NATIONAL_LIST',
  );
  const hasSiblings = ofPair.some(
    (row) =>
      isNow(row) &&
      row.certainty === 'STATED' &&
      row.basis !== 'NATIONAL_LIST' &&
      row.category === item.category,
  );
  if (hasSiblings && !isNational) return unknown('ITEM_NOT_IN_SCOPE');
  // What is stated for the whole country does not say whether places outside the 31 provinces take part.
  return unknown(isNational || !coverage.some(isStated) ? 'NO_SOURCE' : 'PAIR_NOT_COVERED');
}

const unavailable = (
  reason: RefusalReason,
  days: { readonly beginsOn?: CalendarDate; readonly endedOn?: CalendarDate } = {},
) => ({ status: 'UNAVAILABLE' as const, reason, beginsOn: null, endedOn: null, ...days });

const unknown = (
  reason: Exclude<UnavailableReason, RefusalReason>,
  known: Partial<
    Pick<Extract<AvailabilityDecision, { status: 'UNKNOWN' }>, 'beginsOn' | 'possible' | 'inside'>
  > = {},
) => ({ status: 'UNKNOWN' as const, reason, beginsOn: null, possible: [], inside: [], ...known });

function mayReach(row: Coverage, item: { readonly code: string; readonly category: string }): boolean {
  if (row.certainty === 'STATED') return false;
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
