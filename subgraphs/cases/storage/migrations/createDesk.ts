import { type Kysely, sql } from 'kysely';

/** What offices ask each other, what they answer for, and what people have not handed in yet. */
export async function createDesk(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** Those due first before the others, as lists and their cursors have it. */
const DUE_FIRST = "(coalesce(due_on, date '9999-12-31'))";

const STATEMENTS = [
  // Cases that were begun before anybody could ask.
  `update cases.cases set state = '{"inquiries": []}'::jsonb || state`,
  `update cases.cases set state = '{"correction": null}'::jsonb || state where state ->> 'phase' = 'CLOSED'`,

  // Question and answer are sealed: within a case under its key, outside of one under a key of their own (\`wrapped\`).
  `create table cases.inquiries (
    inquiry_id uuid primary key,
    case_id uuid references cases.cases on delete cascade,
    holder_id uuid,
    asking_division cases.division not null,
    asked_division cases.division not null,
    asked_department text not null,
    waits boolean not null,
    limit_working_days integer,
    due_on date,
    due_provisional boolean not null default false,
    asked_at timestamptz not null,
    answered_at timestamptz,
    withdrawn_at timestamptz,
    wrapped bytea,
    question bytea not null,
    answer bytea
  )`,
  `create index inquiries_open on cases.inquiries (${DUE_FIRST}, asked_at, inquiry_id)
    include (asking_division, asked_division, asked_department) where answered_at is null and withdrawn_at is null`,
  `create index inquiries_asked on cases.inquiries (asked_division, asked_at, inquiry_id)`,
  `create index inquiries_asking on cases.inquiries (asking_division, asked_at, inquiry_id)`,
  `create index inquiries_case on cases.inquiries (case_id, asked_at) where case_id is not null`,
  `create index inquiries_uncounted on cases.inquiries (inquiry_id)
    where limit_working_days is not null and due_on is null and answered_at is null
      and withdrawn_at is null`,

  // What the events of the case do not say: who answers for it, and by when.
  `create table cases.corrections (
    case_id uuid primary key references cases.cases on delete cascade,
    division cases.division not null,
    limit_working_days integer,
    due_on date,
    due_provisional boolean not null default false,
    opened_at timestamptz not null,
    answered_at timestamptz
  )`,
  `create index corrections_open on cases.corrections (${DUE_FIRST}, opened_at, case_id)
    include (division) where answered_at is null`,
  `create index corrections_division on cases.corrections (division, opened_at, case_id)`,
  `create index corrections_uncounted on cases.corrections (case_id)
    where limit_working_days is not null and due_on is null and answered_at is null`,

  // All that was written is sealed under a key that lies in the same row and goes with it.
  `create table cases.drafts (
    draft_id uuid primary key,
    holder_id uuid not null,
    version integer not null,
    saved_at timestamptz not null,
    expires_at timestamptz not null,
    wrapped bytea not null,
    sealed bytea not null
  )`,
  `create index drafts_holder on cases.drafts (holder_id, saved_at, draft_id)`,
  `create index drafts_expiry on cases.drafts (expires_at)`,
];
