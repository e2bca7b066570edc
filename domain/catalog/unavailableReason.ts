/** Why an item cannot be said to be available between two places; the first that applies, in this order. */
export const UNAVAILABLE_REASONS = [
  'ITEM_NOT_IN_CATALOGUE',
  'SAME_PROVINCE',
  'SCOPE_NOT_LISTED',
  'NOT_BEGUN',
  'ENDED',
  'DIRECTION_NOT_COVERED',
  'ITEM_NOT_IN_SCOPE',
  'PAIR_NOT_COVERED',
  'NO_SOURCE',
] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];
