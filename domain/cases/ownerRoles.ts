import type { PartyRole } from './partyRole.ts';

/** Whose case it is: others are named in one without being asked, or were invited to it. */
export const OWNER_ROLES: readonly PartyRole[] = ['APPLICANT', 'AGENT'];
