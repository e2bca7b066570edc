import { type Migration, sql } from 'kysely';
import { protectPublished } from './protectPublished.ts';

/** Versions of the catalogue, the rows of their documents, and what service items are found by. */
export const createVersions: Migration = {
  up: async (db) => {
    await sql`
      create table catalog.versions (
        version integer primary key check (version > 0),
        title text not null,
        notice text not null,
        source text not null,
        digest bytea not null,
        built_in boolean not null,
        proposed_from date,
        imported_at timestamptz not null,
        published_at timestamptz,
        valid_from date,
        check ((published_at is null) = (valid_from is null))
      )`.execute(db);
    await sql`
      create index versions_in_force on catalog.versions (valid_from desc, version desc)
      where published_at is not null`.execute(db);
    await sql`
      create table catalog.document_rows (
        version integer not null references catalog.versions on delete cascade,
        section text not null,
        key text not null,
        position integer not null check (position > 0),
        name text not null,
        content jsonb not null,
        primary key (version, section, key)
      )`.execute(db);
    await sql`
      create table catalog.items (
        version integer not null references catalog.versions on delete cascade,
        code text not null,
        position integer not null check (position > 0),
        category text not null,
        lead_department text,
        subject text not null check (subject in ('PERSON', 'COMPANY', 'BOTH')),
        modes text[],
        verified boolean not null,
        search_text text not null,
        name_length integer not null,
        grams text[] not null,
        primary key (version, code),
        unique (version, position)
      )`.execute(db);
    // PostgreSQL takes `@>` over an array for as cheap as comparing two numbers, and would look through all arrays rather
    // than ask the index; behind a function that says what it costs, it asks the index.
    await sql`
      create function catalog.indexed_grams(grams text[]) returns text[]
      language plpgsql immutable parallel safe cost 10000 as $$ begin return grams; end $$`.execute(db);
    // A GIN index takes one column without an extension, so the version is one of the grams.
    await sql`create index items_grams on catalog.items using gin (catalog.indexed_grams(grams))`.execute(db);

    await sql`
      create function catalog.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'what was published never changes' using errcode = 'restrict_violation';
      end $$`.execute(db);
    await sql`
      create function catalog.refuse_change_of_published() returns trigger language plpgsql as $$
      begin
        if exists (select from changed join catalog.versions using (version) where published_at is not null) then
          raise exception 'what was published never changes' using errcode = 'restrict_violation';
        end if;
        return null;
      end $$`.execute(db);
    await sql`
      create trigger refuse_change before update or delete on catalog.versions
      for each row when (old.published_at is not null) execute function catalog.refuse_change()`.execute(db);
    await sql`
      create trigger refuse_truncate before truncate on catalog.versions
      for each statement execute function catalog.refuse_change()`.execute(db);
    await protectPublished(db, 'document_rows');
    await protectPublished(db, 'items');
  },
};
