import { type Kysely, sql } from 'kysely';

/** 查阅记录: who of an office has looked into a case, for those whose case it is. */
export async function createReads(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Once for each clerk, office and day: whoever looks a hundred times leaves one row. A digest of issuer and subject, never a person.
  `create table cases.reads (
    case_id uuid not null,
    actor_digest bytea not null,
    office cases.division not null,
    day date not null,
    at timestamptz not null,
    portal text not null,
    request_id text not null,
    primary key (case_id, day, actor_digest, office)
  )`,
  `create trigger reads_stay before update or delete on cases.reads
    for each row execute function cases.refuse_change()`,
  `create trigger reads_stay_whole before truncate on cases.reads
    for each statement execute function cases.refuse_change()`,
];
