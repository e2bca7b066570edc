import { type Kysely, sql } from 'kysely';
import { MEASURES, SALTS } from '../../statistics/measures.ts';

/** What is counted of cases: appended with each change of a case, added up by the workers, read without the cases. */
export async function createStatistics(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // When it was counted as overdue: once in its life.
  `alter table cases.cases add column overdue_on date`,
  `create index cases_overdue on cases.cases (due_on)
    where closed_at is null and overdue_on is null and due_on is not null`,

  // One row per thing counted, kept until it is added up: no case, nobody, no instant. Many are written at once and none waits
  // for another.
  `create table cases.deltas (
    delta_id bigint generated always as identity primary key,
    kind text not null,
    day date not null,
    item text not null,
    department text,
    accepting cases.division not null,
    owning cases.division not null,
    mode text not null,
    authority text,
    channel text not null,
    accepted_on date,
    limit_days integer,
    pauses jsonb,
    -- Tells sets of deltas apart once they are added up.
    salt integer not null default floor(random() * 2147483648),
    check ((accepted_on is null) = (pauses is null))
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)`,
  `create trigger deltas_stay before update on cases.deltas
    for each row execute function cases.refuse_change()`,

  // The cut says which columns are told apart; empty texts stand for the others. Texts that are keys sort by bytes.
  `create table cases.statistics (
    cut text collate "C" not null,
    period date not null,
    item text collate "C" not null,
    department text collate "C" not null,
    accepting text collate "C" not null,
    owning text collate "C" not null,
    mode text collate "C" not null,
    authority text collate "C" not null,
    channel text collate "C" not null,
    ${MEASURES.map((measure) => `${measure} integer not null default 0`).join(',\n    ')},
    ${SALTS.map((salt) => `${salt} integer not null default 0`).join(',\n    ')},
    primary key (cut, period, item, department, accepting, owning, mode, authority, channel)
  ) with (fillfactor = 80)`,
  `create index statistics_accepting on cases.statistics (cut, accepting, period)`,
  `create index statistics_owning on cases.statistics (cut, owning, period)`,

  // Up to when everything is added up.
  `create table cases.rolled_up (
    singleton boolean primary key default true check (singleton),
    as_of timestamptz not null
  )`,
];
