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
        certainty text not null check (certainty in ('STATED', 'POSSIBLE')),
        verified boolean not null,
        check (ends_on >= starts_on),
        check (item_code is not null or certainty = 'POSSIBLE')
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
      ), own as (
        select coverage.*, asked_on >= starts_on and (ends_on is null or asked_on <= ends_on) as in_force
        from catalog.coverage
        where version = asked_version and item_code = asked_item and certainty = 'STATED'
      ), possible as (
        select coverage.* from catalog.coverage, item
        where version = asked_version and certainty = 'POSSIBLE'
          and coalesce(item_code = asked_item, coverage.category is null or coverage.category = item.category)
          and asked_on >= starts_on and (ends_on is null or asked_on <= ends_on)
      ), siblings as (
        select distinct coverage.accepting, coverage.owning from catalog.coverage, item
        where version = asked_version and certainty = 'STATED' and basis <> 'NATIONAL_LIST'
          and coverage.category = item.category
          and asked_on >= starts_on and (ends_on is null or asked_on <= ends_on)
      ), known as (
        select count(*) as rows, coalesce(bool_or(basis = 'NATIONAL_LIST'), false) as national from own
      ), accepting_places as (
        select distinct division, place
        from unnest(accepting_divisions) as division, unnest(catalog.places_containing(division)) as place
      ), owning_places as (
        select distinct division, place
        from unnest(owning_divisions) as division, unnest(catalog.places_containing(division)) as place
      ), forward as (
        select a.division as accepting, o.division as owning,
          array_agg(own.stated_by order by
            array_position(array['CITY_AGREEMENT', 'CITY_SERVICE', 'PILOT', 'ALLIANCE', 'NATIONAL_LIST'], own.basis),
            own.verified desc, own.starts_on, own.stated_by collate "C") filter (where own.in_force) as granted_by,
          min(own.starts_on) filter (where own.starts_on > asked_on) as begins_on,
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
            array_position(array['CITY_AGREEMENT', 'CITY_SERVICE', 'PILOT', 'ALLIANCE', 'NATIONAL_LIST'], possible.basis),
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
        end,
        reason,
        case when reason in ('NOT_BEGUN', 'SCOPE_NOT_LISTED') then begins_on end,
        case when reason = 'ENDED' then ended_on end,
        case when reason is null then granted_by when reason = 'SCOPE_NOT_LISTED' then open_by else '{}' end
      from judged
      order by accepting, owning
      $$`.execute(db);
  },
};
