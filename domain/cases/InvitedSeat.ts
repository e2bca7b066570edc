import type { PartyRole } from './partyRole.ts';

/** A part in a case for somebody whom its applicant invites. */
export interface InvitedSeat {
  /** Position among the parties of the case, from 1. */
  readonly seat: number;
  readonly role: PartyRole;
}
