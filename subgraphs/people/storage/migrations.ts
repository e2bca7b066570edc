import { type Migration, sql } from 'kysely';

/** Every change of the tables since the first release, by name, in order; what was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-holders': {
    up: async (db) => {
      await sql`
        create table people.holders (
          holder_id uuid primary key,
          kind text not null check (kind in ('NATURAL_PERSON', 'LEGAL_PERSON')),
          number_sealed bytea not null,
          name_sealed bytea not null,
          unique (kind, number_sealed)
        )`.execute(db);
      await sql`
        create table people.subjects (
          issuer text not null,
          subject text not null,
          holder_id uuid not null references people.holders on delete cascade,
          primary key (issuer, subject)
        )`.execute(db);
      await sql`create index subjects_holder on people.subjects (holder_id)`.execute(db);
      await sql`
        create table people.holdings (
          holder_id uuid not null references people.holders on delete cascade,
          department text not null,
          jurisdiction char(6) not null check (jurisdiction ~ '^[0-9]{6}$'),
          located_at timestamptz not null,
          source text not null,
          primary key (holder_id, department, jurisdiction)
        )`.execute(db);
      await sql`
        create table people.vault (
          only_row boolean primary key default true check (only_row),
          key_check bytea not null
        )`.execute(db);
    },
  },
  '0002-accesses': {
    up: async (db) => {
      // No foreign key: what was asked stays on record when a holder is gone, and also when there never was one.
      await sql`
        create table people.accesses (
          access_id bigint generated always as identity primary key,
          accessed_at timestamptz not null,
          issuer text not null,
          subject_digest bytea not null,
          portal text not null,
          purpose text not null,
          request_id text not null,
          holder_id uuid
        )`.execute(db);
      await sql`create index accesses_holder on people.accesses (holder_id, accessed_at desc)`.execute(db);
    },
  },
  '0003-record-places': {
    up: async (db) => {
      await sql`
        create table people.place_statements (
          holder_id uuid not null references people.holders on delete cascade,
          department text not null,
          jurisdiction char(6) not null check (jurisdiction ~ '^[0-9]{6}$'),
          source text not null check (source in ('INDEX', 'DECLARED')),
          located_at timestamptz not null,
          stated_at timestamptz not null,
          primary key (holder_id, department, jurisdiction, source)
        )`.execute(db);
      await sql`
        create table people.index_checks (
          holder_id uuid primary key references people.holders on delete cascade,
          checked_at timestamptz not null
        )`.execute(db);
      await sql`
        create table people.declarations (
          holder_id uuid not null references people.holders on delete cascade,
          idempotency_key text not null,
          department text not null,
          jurisdiction char(6) not null,
          held boolean not null,
          declared_at timestamptz not null,
          primary key (holder_id, idempotency_key)
        )`.execute(db);
    },
  },
  '0004-accesses-once': {
    up: async (db) => {
      // A step of a case is prepared as often as it is sent: that is one access. The engine is the only one of this issuer.
      await sql`
        delete from people.accesses later using people.accesses first
        where first.issuer = 'urn:tongban:cases' and later.issuer = first.issuer
          and later.request_id = first.request_id and later.holder_id = first.holder_id
          and later.access_id > first.access_id`.execute(db);
      await sql`
        create unique index accesses_of_steps on people.accesses (request_id, holder_id)
        where issuer = 'urn:tongban:cases'`.execute(db);
    },
  },
};
