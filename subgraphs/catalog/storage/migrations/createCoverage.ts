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
  },
};
