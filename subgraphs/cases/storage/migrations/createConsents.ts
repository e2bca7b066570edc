import { type Kysely, sql } from 'kysely';

/** Invitations to take part in a case. */
export async function createConsents(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Whoever has the code may take the seat, once; then a party stands at that position. The code itself lies sealed
  // in \`contents\`, for the applicant to read.
  `create table cases.invitations (
    case_id uuid not null references cases.cases on delete cascade,
    seat smallint not null,
    role text not null,
    code_digest bytea not null unique,
    until timestamptz not null,
    primary key (case_id, seat)
  )`,
  `create index cases_consenting on cases.cases (case_id) where status = 'AWAITING_CONSENT'`,
];
