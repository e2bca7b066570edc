import { sql } from 'kysely';

/** Whose case it is, among `parties`: applicant and agent, and whoever came by an invitation; others are only named in it. */
export const OF_WHOM = sql<boolean>`(
  parties.role in ('APPLICANT', 'AGENT')
  or exists (
    select from cases.invitations
    where invitations.case_id = parties.case_id and invitations.seat = parties.position
  )
)`;
