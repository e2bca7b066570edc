import { sql } from 'kysely';
import { OWNER_ROLES } from '../../../domain/cases/ownerRoles.ts';

/** Whose case it is, among `parties`: applicant and agent, and whoever came by an invitation; others are only named in it. */
export const OF_WHOM = sql<boolean>`(
  parties.role = any(${OWNER_ROLES}::text[])
  or exists (
    select from cases.invitations
    where invitations.case_id = parties.case_id and invitations.seat = parties.position
  )
)`;
