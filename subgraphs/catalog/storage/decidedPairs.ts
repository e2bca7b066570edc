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
    ), near as (
      -- What speaks of the item, or leaves open that it may.
      select coverage.*, coalesce(item_code = ${itemCode}, false) and certainty = 'STATED' as stated,
        ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on) as in_force
      from catalog.coverage, item
      where version = ${version} and (item_code = ${itemCode}
        or item_code is null and (coverage.category is null or coverage.category = item.category))
    ), known as (
      select coalesce(bool_or(stated), false) as anything,
        coalesce(bool_or(item_code is not null and basis = 'NATIONAL_LIST'), false) as national
      from near
    ), siblings as (
      select distinct coverage.accepting, coverage.owning from catalog.coverage, item
      where version = ${version} and certainty = 'STATED' and basis <> 'NATIONAL_LIST'
        and coverage.category = item.category
        and ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on)
    ), accepting_places as (
      select distinct division collate "C" as division, place, false as inside
      from ${placesOf(acceptingDivisions)} as given (division, place)
      union all
      select distinct division collate "C", place, true
      from (select distinct near.accepting as place from near) as narrow, unnest(${acceptingDivisions}::text[]) as division
      where ${liesInside}
    ), owning_places as (
      select distinct division collate "C" as division, place, false as inside
      from ${placesOf(owningDivisions)} as given (division, place)
      union all
      select distinct division collate "C", place, true
      from (select distinct near.owning as place from near) as narrow, unnest(${owningDivisions}::text[]) as division
      where ${liesInside}
    ), matched as (
      select a.division as accepting, o.division as owning, a.inside or o.inside as inside,
        near.stated_by collate "C" as stated_by, near.starts_on, near.ends_on, near.certainty, near.verified, near.stated, near.in_force,
        array_position(${COVERAGE_BASES}::text[], near.basis) as rank
      from near
      join accepting_places a on a.place = near.accepting
      join owning_places o on o.place = near.owning
    ), ranked as (
      -- An agreement that speaks of a pair in several rows stands once, where the first of them stands.
      select matched.accepting, matched.owning, matched.stated, matched.inside, matched.stated_by,
        min(rank) as rank, bool_or(verified) as verified,
        coalesce(min(starts_on) filter (where verified), min(starts_on)) as starts_on
      from matched where in_force
      group by 1, 2, 3, 4, 5
    ), listed as (
      select ranked.accepting, ranked.owning,
        array_agg(ranked.stated_by order by rank, verified desc, starts_on, ranked.stated_by)
          filter (where stated and not inside) as granted_by,
        array_agg(ranked.stated_by order by rank, verified desc, starts_on, ranked.stated_by)
          filter (where stated and inside) as inside_by
      from ranked
      group by ranked.accepting, ranked.owning
    ), open as (
      select ranked.accepting, ranked.owning,
        array_agg(ranked.stated_by order by rank, verified desc, starts_on, ranked.stated_by) as open_by
      from (
        select matched.accepting, matched.owning, matched.stated_by,
          min(rank) as rank, bool_or(verified) as verified,
          coalesce(min(starts_on) filter (where verified), min(starts_on)) as starts_on
        from matched where in_force and not stated
        group by 1, 2, 3
      ) as ranked
      group by ranked.accepting, ranked.owning
    ), dated as (
      select matched.accepting, matched.owning,
        min(matched.starts_on) filter (where stated and not inside and matched.starts_on > ${on}::date) as begins_on,
        max(matched.ends_on) filter (where stated and not inside) as ended_on,
        bool_or(in_force and certainty = 'POSSIBLE') as is_open
      from matched
      group by matched.accepting, matched.owning
    ), reversed as (
      select distinct a.division as accepting, o.division as owning
      from near
      join owning_places o on o.place = near.accepting and not o.inside
      join accepting_places a on a.place = near.owning and not a.inside
      where near.stated and near.in_force
    ), beside as (
      select distinct a.division as accepting, o.division as owning
      from siblings
      join accepting_places a on a.place = siblings.accepting and not a.inside
      join owning_places o on o.place = siblings.owning and not o.inside
    ), judged as (
      select a.division as accepting, o.division as owning,
        listed.granted_by, listed.inside_by, open.open_by, dated.begins_on, dated.ended_on,
        case
          when not exists (select from item) then 'ITEM_NOT_IN_CATALOGUE'
          when left(a.division, 2) = left(o.division, 2) then 'SAME_PROVINCE'
          when listed.granted_by is not null then null
          when listed.inside_by is not null then 'ONLY_SOME_PLACES'
          when dated.is_open then 'SCOPE_NOT_LISTED'
          when open.open_by is not null then 'NOT_CONFIRMED'
          when dated.begins_on is not null then 'NOT_BEGUN'
          when dated.ended_on is not null then 'ENDED'
          when reversed.accepting is not null then 'DIRECTION_NOT_COVERED'
          when beside.accepting is not null and not known.national then 'ITEM_NOT_IN_SCOPE'
          when known.national or not known.anything then 'NO_SOURCE'
          else 'PAIR_NOT_COVERED'
        end as reason
      from (select distinct division from accepting_places where not inside) a
      cross join (select distinct division from owning_places where not inside) o
      cross join known
      left join listed on listed.accepting = a.division and listed.owning = o.division
      left join open on open.accepting = a.division and open.owning = o.division
      left join dated on dated.accepting = a.division and dated.owning = o.division
      left join reversed on reversed.accepting = a.division and reversed.owning = o.division
      left join beside on beside.accepting = a.division and beside.owning = o.division
    )
    select accepting, owning,
      case
        when reason is null then 'AVAILABLE'
        when reason in ('SAME_PROVINCE', 'NOT_BEGUN', 'ENDED') then 'UNAVAILABLE'
        else 'UNKNOWN'
      end as status,
      reason,
      case when reason in ('NOT_BEGUN', 'ONLY_SOME_PLACES', 'SCOPE_NOT_LISTED', 'NOT_CONFIRMED') then begins_on end as begins_on,
      case when reason = 'ENDED' then ended_on end as ended_on,
      case
        when reason is null then granted_by
        when reason = 'ONLY_SOME_PLACES' then inside_by
        when reason in ('SCOPE_NOT_LISTED', 'NOT_CONFIRMED') then open_by
        else '{}'
      end as stated_by
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

/** A place lies inside a division where its code begins as the division's does before the zeros. */
const liesInside = sql`place <> division and starts_with(place, regexp_replace(division, '(00){1,2}$', ''))`;
