/** 当事人角色: what somebody is in a case. Exactly one party is the APPLICANT (申请人); an AGENT (代办人) acts with a mandate. */
export const PARTY_ROLES = [
  'APPLICANT',
  'AGENT',
  'NEWBORN',
  'SPOUSE',
  'PARENT',
  'CHILD',
  'EMPLOYER',
] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];
