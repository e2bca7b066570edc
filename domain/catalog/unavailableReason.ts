/** Why an item cannot be said to be available between two places; the first that applies, in this order. */
export const UNAVAILABLE_REASONS = [
  'ITEM_NOT_IN_CATALOGUE',
  'SAME_PROVINCE',
  'ONLY_SOME_PLACES',
  'SCOPE_NOT_LISTED',
  'NOT_CONFIRMED',
  'NOT_BEGUN',
  'ENDED',
  'DIRECTION_NOT_COVERED',
  'ITEM_NOT_IN_SCOPE',
  'NO_SOURCE',
  'PAIR_NOT_COVERED',
] as const;
export type UnavailableReason = (typeof UNAVAILABLE_REASONS)[number];

/** The only ones that are a no, as a rule or a source says so. With every other nobody can tell. */
export type RefusalReason = Extract<UnavailableReason, 'SAME_PROVINCE' | 'NOT_BEGUN' | 'ENDED'>;
