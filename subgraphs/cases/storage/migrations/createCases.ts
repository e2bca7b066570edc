import { type Kysely, sql } from 'kysely';

/** What has no last day comes last. */
const DUE = "(coalesce(due_on, date '9999-12-31'))";
const DIVISION = "check (VALUE ~ '^[0-9]{6}$')";

/** Cases, their events, and what their steps need to survive whoever works on them. */
export async function createCases(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create domain cases.division as char(6) ${DIVISION}`,

  // Running cases stay on the procedure that they began with, whatever the catalogue says later.
  `create table cases.procedures (
    id text not null,
    version integer not null,
    content jsonb not null,
    primary key (id, version)
  )`,

  // A case is filled in by the form that it was handed in with, whatever the catalogue says later. By SHA-256 of the text.
  `create table cases.forms (
    form_id bytea primary key,
    schema json not null
  )`,

  // The projection of the events: everything here can be made anew from them.
  `create table cases.cases (
    case_id uuid primary key,
    case_number text not null unique,
    item text not null,
    mode text not null,
    authority text,
    channel text not null,
    portal text not null,
    accepting_division cases.division not null,
    owning_division cases.division not null,
    third_division cases.division,
    procedure_id text not null,
    procedure_version integer not null,
    catalogue_version integer not null,
    form_id bytea references cases.forms,
    limit_working_days integer,
    status text not null,
    outcome text,
    sequence integer not null,
    state jsonb not null,
    last_hash bytea not null,
    submitted_at timestamptz,
    accepted_at timestamptz,
    closed_at timestamptz,
    due_on date,
    due_provisional boolean not null default false,
    -- The clock was started, stopped or set going again since the due date was counted.
    due_stale boolean not null default false,
    foreign key (procedure_id, procedure_version) references cases.procedures
  )`,
  // The order of the work lists, for each status: of all places, and of each place in whatever part of it it has.
  `create index cases_by_status on cases.cases (status, ${DUE}, submitted_at, case_id)
    include (accepting_division, owning_division, third_division)`,
  `create index cases_accepting on cases.cases (accepting_division, status, ${DUE}, submitted_at, case_id)`,
  `create index cases_owning on cases.cases (owning_division, status, ${DUE}, submitted_at, case_id)`,
  `create index cases_third on cases.cases (third_division, status, ${DUE}, submitted_at, case_id)
    where third_division is not null`,
  `create index cases_due_stale on cases.cases (case_id) where due_stale`,

  `create table cases.parties (
    case_id uuid not null references cases.cases on delete cascade,
    position smallint not null,
    role text not null,
    holder_id uuid not null,
    primary key (case_id, position)
  )`,
  `create index parties_holder on cases.parties (holder_id, case_id)`,

  // Destroying a key erases what people wrote in the case; the events stay and still verify.
  `create table cases.keys (
    case_id uuid primary key references cases.cases on delete cascade,
    wrapped bytea
  )`,
  `create table cases.contents (
    case_id uuid not null references cases.cases on delete cascade,
    name text not null,
    -- Of the event that it was written with, which has its digest.
    sequence integer not null,
    sealed bytea not null,
    digest bytea not null,
    primary key (case_id, name, sequence)
  )`,

  // Append-only: see the trigger. \`bytes\` is what is hashed; the other columns repeat it for queries.
  `create table cases.events (
    case_id uuid not null references cases.cases,
    sequence integer not null,
    type text not null,
    at timestamptz not null,
    bytes bytea not null,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (case_id, sequence)
  )`,
  // Who caused it: a digest of issuer and subject, never a person.
  `create table cases.audit (
    audit_id bigint generated always as identity primary key,
    case_id uuid not null,
    sequence integer not null,
    at timestamptz not null,
    action text not null,
    actor_kind text not null,
    actor_digest bytea,
    office cases.division,
    portal text,
    request_id text
  )`,
  `create index audit_case on cases.audit (case_id, audit_id)`,
  `create function cases.refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'what is on record is never changed' using errcode = '55000'; end $$`,
  `create trigger events_stay before update or delete on cases.events
    for each row execute function cases.refuse_change()`,
  `create trigger contents_stay before update on cases.contents
    for each row execute function cases.refuse_change()`,
  `create trigger events_stay_whole before truncate on cases.events
    for each statement execute function cases.refuse_change()`,
  `create trigger audit_stays_whole before truncate on cases.audit
    for each statement execute function cases.refuse_change()`,
  `create trigger audit_stays before update or delete on cases.audit
    for each row execute function cases.refuse_change()`,

  // The truth about work: whoever holds the token of a row may write its outcome, nobody else.
  `create table cases.steps (
    step_key text primary key,
    case_id uuid not null references cases.cases on delete cascade,
    step text not null,
    business_key text not null unique,
    subgraph text not null,
    division cases.division not null,
    action text not null,
    state text not null check (state in ('READY', 'SENT', 'PENDING', 'UNKNOWN', 'OVER', 'PARKED')),
    due_on date,
    attempts integer not null default 0,
    crashes integer not null default 0,
    next_at timestamptz not null default now(),
    owner uuid,
    token bigint not null default 0,
    expires_at timestamptz,
    code text,
    -- How far its case was when it was sent first: it is sent again with what was written so far, and nothing later.
    sent_as_of integer,
    -- A step that is asked for anew has a row for every time: the last one counts.
    unique (case_id, step, step_key)
  )`,
  // Steps that nobody has: those never asked for in the order in which they are taken up, the others by when they are due.
  `create index steps_ready on cases.steps (subgraph, division, due_on, next_at, step_key)
    where state = 'READY' and owner is null`,
  `create index steps_waiting on cases.steps (subgraph, division, next_at)
    where state in ('SENT', 'PENDING', 'UNKNOWN') and owner is null`,
  `create index steps_owned on cases.steps (subgraph, division, expires_at) where owner is not null`,

  // How much a place is asked at a time: little after it was away, more with every success.
  `create table cases.places (
    subgraph text not null,
    division cases.division not null,
    ceiling integer not null,
    failures integer not null default 0,
    asked_again_at timestamptz not null default now(),
    primary key (subgraph, division)
  )`,

  // What places said of steps that no case of ours has: for a person to look at.
  `create table cases.strays (
    stray_id bigint generated always as identity primary key,
    subgraph text not null,
    jurisdiction cases.division not null,
    step_key text not null,
    outcome text not null,
    at timestamptz not null default now()
  )`,

  `create table cases.idempotency (
    scope bytea not null,
    key text not null,
    request_digest bytea not null,
    case_id uuid not null,
    at timestamptz not null default now(),
    primary key (scope, key)
  )`,
  `create index idempotency_at on cases.idempotency using brin (at)`,
];
