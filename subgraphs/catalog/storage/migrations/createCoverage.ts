import { type Migration, sql } from 'kysely';
import { protectPublished } from './protectPublished.ts';

/** Who may hand in what where: the directed, dated rows that the alliances and lists of a version come to. */
export const createCoverage: Migration = {
  up: async (db) => {
    await sql`
      create table catalog.coverage (
        version integer not null references catalog.versions on delete cascade,
        stated_by text not null,
        basis text not null check (basis in ('CITY_AGREEMENT', 'CITY_SERVICE', 'PILOT', 'ALLIANCE', 'NATIONAL_LIST')),
        item_code text,
        category text,
        accepting text not null check (accepting ~ '^[0-9]{6}$'),
        owning text not null check (owning ~ '^[0-9]{6}$'),
        starts_on date not null,
        ends_on date,
        certainty text not null check (certainty in ('STATED', 'POSSIBLE', 'UNCONFIRMED')),
        verified boolean not null,
        check (ends_on >= starts_on),
        check (item_code is not null or certainty <> 'STATED')
      )`.execute(db);
    await sql`create index coverage_item on catalog.coverage (version, item_code, accepting, owning)`.execute(
      db,
    );
    await sql`create index coverage_pair on catalog.coverage (version, accepting, owning)`.execute(db);
    await protectPublished(db, 'coverage');

    // The places whose rows hold for a division; the mainland's 31 provinces are the ones that 全国 means.
    await sql`
      create function catalog.places_containing(division text) returns text[]
      language sql immutable parallel safe as $$
        select array[division, left(division, 4) || '00', left(division, 2) || '0000'] ||
          case when left(division, 2) in ('66', '71', '81', '82') then array[]::text[] else array['000000'] end
      $$`.execute(db);
    // Rule for rule what the domain's decideAvailability says, for any number of pairs at once.
    await sql`
      create function catalog.decide_availability(
        asked_version integer, asked_item text, asked_on date, accepting_divisions text[], owning_divisions text[])
      returns table (
        accepting text, owning text, status text, reason text, begins_on date, ended_on date, stated_by text[])
      language sql stable parallel safe as $$
      with item as (
        select code, category from catalog.items where version = asked_version and code = asked_item
      ), near as (
        -- What speaks of the item, or leaves open that it may.
        select coverage.*, coalesce(item_code = asked_item, false) and certainty = 'STATED' as stated,
          asked_on >= starts_on and (ends_on is null or asked_on <= ends_on) as in_force
        from catalog.coverage, item
        where version = asked_version and (item_code = asked_item
          or item_code is null and (coverage.category is null or coverage.category = item.category))
      ), known as (
        select coalesce(bool_or(stated), false) as anything,
          coalesce(bool_or(item_code is not null and basis = 'NATIONAL_LIST'), false) as national
        from near
      ), siblings as (
        select distinct coverage.accepting, coverage.owning from catalog.coverage, item
        where version = asked_version and certainty = 'STATED' and basis <> 'NATIONAL_LIST'
          and coverage.category = item.category
          and asked_on >= starts_on and (ends_on is null or asked_on <= ends_on)
      ), accepting_places as (
        select distinct division collate "C" as division, place, false as inside
        from unnest(accepting_divisions) as division, unnest(catalog.places_containing(division)) as place
        union all
        select division collate "C", place, true
        from (select distinct near.accepting as place from near) as narrow,
          unnest(array[left(place, 4) || '00', left(place, 2) || '0000']) as division
        where division <> place and place <> '000000' and division = any(accepting_divisions)
      ), owning_places as (
        select distinct division collate "C" as division, place, false as inside
        from unnest(owning_divisions) as division, unnest(catalog.places_containing(division)) as place
        union all
        select division collate "C", place, true
        from (select distinct near.owning as place from near) as narrow,
          unnest(array[left(place, 4) || '00', left(place, 2) || '0000']) as division
        where division <> place and place <> '000000' and division = any(owning_divisions)
      ), matched as (
        select a.division as accepting, o.division as owning, a.inside or o.inside as inside,
          near.stated_by collate "C" as stated_by, near.starts_on, near.ends_on, near.certainty, near.verified, near.stated, near.in_force,
          array_position(array['CITY_AGREEMENT', 'CITY_SERVICE', 'PILOT', 'ALLIANCE', 'NATIONAL_LIST'], near.basis) as rank
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
          min(matched.starts_on) filter (where stated and not inside and matched.starts_on > asked_on) as begins_on,
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
        from (select distinct unnest(accepting_divisions) collate "C" as division) a
        cross join (select distinct unnest(owning_divisions) collate "C" as division) o
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
        end,
        reason,
        case when reason in ('NOT_BEGUN', 'ONLY_SOME_PLACES', 'SCOPE_NOT_LISTED', 'NOT_CONFIRMED') then begins_on end,
        case when reason = 'ENDED' then ended_on end,
        case
          when reason is null then granted_by
          when reason = 'ONLY_SOME_PLACES' then inside_by
          when reason in ('SCOPE_NOT_LISTED', 'NOT_CONFIRMED') then open_by
          else '{}'
        end
      from judged
      order by accepting, owning
      $$`.execute(db);
  },
};
