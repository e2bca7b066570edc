import { type Kysely, sql } from 'kysely';

/** Invitations to take part in a case, and mandates to hand in for others. */
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
  // Kept for as long as what was done by it; its code is made anew from the id.
  `create table cases.mandates (
    mandate_id uuid primary key,
    principal uuid not null,
    agent uuid,
    items text[] not null,
    valid_through date not null,
    code_digest bytea not null unique,
    given_at timestamptz not null,
    revoked_at timestamptz
  )`,
  `create index mandates_principal on cases.mandates (principal)`,
  `create index mandates_agent on cases.mandates (agent)`,
  // By which mandate the agent of a case handed it in.
  `create table cases.mandate_uses (
    case_id uuid primary key references cases.cases on delete cascade,
    mandate_id uuid not null references cases.mandates
  )`,
  `create index cases_consenting on cases.cases (case_id) where status = 'AWAITING_CONSENT'`,
];
