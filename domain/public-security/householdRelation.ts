/** 与户主关系, by the main groups of GB/T 4761. */
export const HOUSEHOLD_RELATIONS = [
  'HEAD',
  'SPOUSE',
  'SON',
  'DAUGHTER',
  'GRANDCHILD',
  'PARENT',
  'GRANDPARENT',
  'SIBLING',
  'OTHER',
  'UNKNOWN',
] as const;
export type HouseholdRelation = (typeof HOUSEHOLD_RELATIONS)[number];
