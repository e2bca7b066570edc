import { type Migration, sql } from 'kysely';

/** Every change of the tables since the first release, by name, in order; what was released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-inbox': {
    up: async (db) => {
      const place = sql`subgraph text not null, jurisdiction char(6) not null check (jurisdiction ~ '^[0-9]{6}$')`;
      await sql`
        create table jurisdiction.places (
          ${place},
          key_check bytea not null,
          primary key (subgraph, jurisdiction)
        )`.execute(db);
      await sql`
        create table jurisdiction.messages (
          ${place},
          id text not null,
          quarantined boolean not null,
          kind text,
          sent_at bigint,
          received_at timestamptz not null default now(),
          reason text,
          body_digest bytea not null,
          body bytea,
          primary key (subgraph, jurisdiction, id, quarantined),
          check (quarantined = (reason is not null))
        )`.execute(db);
      await sql`
        create index messages_with_body on jurisdiction.messages (received_at) where body is not null`.execute(
        db,
      );
      // Only a message that was read has parts; `quarantined` stands here for the reference alone.
      await sql`
        create table jurisdiction.message_faults (
          ${place},
          message_id text not null,
          quarantined boolean not null default false check (not quarantined),
          position integer not null,
          part text not null,
          reason text not null,
          primary key (subgraph, jurisdiction, message_id, position),
          foreign key (subgraph, jurisdiction, message_id, quarantined)
            references jurisdiction.messages on delete cascade
        )`.execute(db);
      await sql`
        create table jurisdiction.records (
          ${place},
          facet text not null,
          holder bytea not null,
          as_of bigint not null,
          sealed bytea not null,
          message_id text not null,
          primary key (subgraph, jurisdiction, facet, holder)
        )`.execute(db);
      await sql`
        create table jurisdiction.requests (
          ${place},
          reference text not null,
          facet text not null,
          asked_at timestamptz not null default now(),
          answered_at timestamptz,
          released_at timestamptz,
          primary key (subgraph, jurisdiction, reference)
        )`.execute(db);
      await sql`
        create table jurisdiction.asked (
          ${place},
          facet text not null,
          holder bytea not null,
          reference text not null,
          asked_at timestamptz not null,
          primary key (subgraph, jurisdiction, facet, holder)
        )`.execute(db);
      await sql`
        create index asked_reference on jurisdiction.asked (subgraph, jurisdiction, reference)`.execute(db);
      await sql`
        create table jurisdiction.leases (
          ${place},
          name text not null,
          owner uuid not null,
          token bigint not null,
          address text not null,
          expires_at timestamptz not null,
          primary key (subgraph, jurisdiction, name)
        )`.execute(db);
    },
  },
  '0002-ties-and-holders': {
    up: async (db) => {
      await sql`alter table jurisdiction.records add column tie bigint not null default 0`.execute(db);
      await sql`alter table jurisdiction.requests add column holders bytea`.execute(db);
      // What is too old is looked for every hour.
      await sql`create index requests_asked_at on jurisdiction.requests (asked_at)`.execute(db);
      await sql`create index asked_asked_at on jurisdiction.asked (asked_at)`.execute(db);
    },
  },
  '0003-sent-requests': {
    up: async (db) => {
      await sql`alter table jurisdiction.asked add column sent_at timestamptz`.execute(db);
      await sql`update jurisdiction.asked set sent_at = asked_at`.execute(db);
    },
  },
  '0004-awaited-answers': {
    up: async (db) => {
      await sql`alter table jurisdiction.requests add column is_awaited boolean not null default false`.execute(
        db,
      );
    },
  },
  '0005-steps': {
    up: async (db) => {
      const place = sql`subgraph text not null, jurisdiction char(6) not null check (jurisdiction ~ '^[0-9]{6}$')`;
      await sql`
        create table jurisdiction.steps (
          ${place},
          step_key text not null,
          business_key text not null,
          action text not null,
          request_digest bytea not null,
          request bytea,
          state text not null default 'RECEIVED'
            check (state in ('RECEIVED', 'SENT', 'PENDING', 'DONE', 'REFUSED', 'FAILED', 'UNKNOWN')),
          result bytea,
          code text,
          attempts integer not null default 0,
          owner uuid,
          token bigint not null default 0,
          expires_at timestamptz,
          is_owed boolean not null default false,
          contradicted boolean not null default false,
          received_at timestamptz not null default now(),
          sent_at timestamptz,
          answered_at timestamptz,
          forwarded_at timestamptz,
          forward_after timestamptz,
          forward_tries integer not null default 0,
          primary key (subgraph, jurisdiction, step_key),
          unique (subgraph, jurisdiction, business_key),
          check ((owner is null) = (expires_at is null))
        )`.execute(db);
      await sql`
        create index steps_to_forward on jurisdiction.steps (subgraph, forward_tries, answered_at)
        where is_owed and forwarded_at is null`.execute(db);
      // What systems say by themselves; of one id, each content once.
      await sql`
        create table jurisdiction.step_answers (
          ${place},
          message_id text not null,
          answer_digest bytea not null,
          business_digest bytea not null,
          step_key text,
          fate text not null check (fate in ('HELD', 'TAKEN', 'CONTRADICTS')),
          answer bytea,
          received_at timestamptz not null default now(),
          primary key (subgraph, jurisdiction, message_id, answer_digest)
        )`.execute(db);
      await sql`
        create index step_answers_held on jurisdiction.step_answers (subgraph, jurisdiction, business_digest)
        where fate = 'HELD'`.execute(db);
    },
  },
};
