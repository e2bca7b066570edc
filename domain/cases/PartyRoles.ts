import type { PartyRole } from './partyRole.ts';

/** 当事人要求: who takes part in a case of an item. */
export interface PartyRoles {
  /** The APPLICANT always. */
  readonly required: readonly PartyRole[];
  /** All that may take part, the required ones too. */
  readonly allowed: readonly PartyRole[];
}
