import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { COVERAGE_BASES } from '../../../domain/catalog/coverageBasis.ts';
import { placesContaining } from '../../../domain/catalog/coveredPlace.ts';
import type { UnavailableReason } from '../../../domain/catalog/unavailableReason.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { PairAvailability } from '../availability/PairAvailability.ts';

/** One item on one day, for every pair of an accepting and an owning division. */
export interface PairsQuestion {
  readonly version: number;
  readonly itemCode: string;
  readonly on: CalendarDate;
  readonly acceptingDivisions: readonly DivisionCode[];
  readonly owningDivisions: readonly DivisionCode[];
}

interface DecidedPair {
  readonly accepting: string;
  readonly owning: string;
  readonly status: PairAvailability['status'];
  readonly reason: UnavailableReason | null;
  readonly begins_on: string | null;
  readonly ended_on: string | null;
  readonly stated_by: readonly string[];
}

/**
 * A query that decides pairs rule for rule as the domain's `decideAvailability`, for any number of them at once, in
 * order of their codes. Which places lie in which, and which basis leads, the domain says in both.
 */
export function decidedPairs({
  version,
  itemCode,
  on,
  acceptingDivisions,
  owningDivisions,
}: PairsQuestion): RawBuilder<DecidedPair> {
  return sql<DecidedPair>`
    with item as (
      select code, category from catalog.items where version = ${version} and code = ${itemCode}
    ), own as (
      select coverage.*, ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on) as in_force
      from catalog.coverage
      where version = ${version} and item_code = ${itemCode} and certainty = 'STATED'
    ), possible as (
      select coverage.* from catalog.coverage, item
      where version = ${version} and certainty = 'POSSIBLE'
        and coalesce(item_code = ${itemCode}, coverage.category is null or coverage.category = item.category)
        and ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on)
    ), siblings as (
      select distinct coverage.accepting, coverage.owning from catalog.coverage, item
      where version = ${version} and certainty = 'STATED' and basis <> 'NATIONAL_LIST'
        and coverage.category = item.category
        and ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on)
    ), known as (
      select count(*) as rows, coalesce(bool_or(basis = 'NATIONAL_LIST'), false) as national from own
    ), accepting_places as (
      select distinct division, place
      from ${placesOf(acceptingDivisions)} as given (division, place)
    ), owning_places as (
      select distinct division, place
      from ${placesOf(owningDivisions)} as given (division, place)
    ), forward as (
      select a.division as accepting, o.division as owning,
        array_agg(own.stated_by order by
          array_position(${COVERAGE_BASES}::text[], own.basis),
          own.verified desc, own.starts_on, own.stated_by collate "C") filter (where own.in_force) as granted_by,
        min(own.starts_on) filter (where own.starts_on > ${on}::date) as begins_on,
        max(own.ends_on) as ended_on
      from own
      join accepting_places a on a.place = own.accepting
      join owning_places o on o.place = own.owning
      group by a.division, o.division
    ), reversed as (
      select distinct a.division as accepting, o.division as owning
      from own
      join owning_places o on o.place = own.accepting
      join accepting_places a on a.place = own.owning
      where own.in_force
    ), open as (
      select a.division as accepting, o.division as owning,
        array_agg(possible.stated_by order by
          array_position(${COVERAGE_BASES}::text[], possible.basis),
          possible.verified desc, possible.starts_on, possible.stated_by collate "C") as stated_by
      from possible
      join accepting_places a on a.place = possible.accepting
      join owning_places o on o.place = possible.owning
      group by a.division, o.division
    ), beside as (
      select distinct a.division as accepting, o.division as owning
      from siblings
      join accepting_places a on a.place = siblings.accepting
      join owning_places o on o.place = siblings.owning
    ), judged as (
      select a.division as accepting, o.division as owning,
        forward.granted_by, forward.begins_on, forward.ended_on, open.stated_by as open_by,
        case
          when not exists (select from item) then 'ITEM_NOT_IN_CATALOGUE'
          when left(a.division, 2) = left(o.division, 2) then 'SAME_PROVINCE'
          when forward.granted_by is not null then null
          when open.stated_by is not null then 'SCOPE_NOT_LISTED'
          when forward.begins_on is not null then 'NOT_BEGUN'
          when forward.ended_on is not null then 'ENDED'
          when reversed.accepting is not null then 'DIRECTION_NOT_COVERED'
          when beside.accepting is not null and not known.national then 'ITEM_NOT_IN_SCOPE'
          when known.national or known.rows = 0 then 'NO_SOURCE'
          else 'PAIR_NOT_COVERED'
        end as reason
      from (select distinct division from accepting_places) a
      cross join (select distinct division from owning_places) o
      cross join known
      left join forward on forward.accepting = a.division and forward.owning = o.division
      left join reversed on reversed.accepting = a.division and reversed.owning = o.division
      left join open on open.accepting = a.division and open.owning = o.division
      left join beside on beside.accepting = a.division and beside.owning = o.division
    )
    select accepting, owning,
      case
        when reason is null then 'AVAILABLE'
        when reason in ('SCOPE_NOT_LISTED', 'NO_SOURCE') then 'UNKNOWN'
        else 'UNAVAILABLE'
      end as status,
      reason,
      case when reason in ('NOT_BEGUN', 'SCOPE_NOT_LISTED') then begins_on end as begins_on,
      case when reason = 'ENDED' then ended_on end as ended_on,
      case when reason is null then granted_by when reason = 'SCOPE_NOT_LISTED' then open_by else '{}' end as stated_by
    from judged
    order by accepting, owning`;
}

/** Rows of a division and a place whose statements hold for it. */
function placesOf(divisions: readonly DivisionCode[]): RawBuilder<unknown> {
  const rows = divisions.flatMap((division) =>
    placesContaining(division).map((place) => ({ division, place })),
  );
  return sql`unnest(
    ${rows.map(({ division }) => division)}::text[], ${rows.map(({ place }) => place)}::text[])`;
}
