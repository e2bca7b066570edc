/**
 * Why something stale was given: it is being asked for anew, its place is in maintenance, or why it could not be had.
 */
export type StaleReason = 'REVALIDATING' | 'MAINTENANCE' | AwayCode;

/** What may pass by itself: only then is something stale better than nothing. */
export type AwayCode =
  | 'JURISDICTION_UNAVAILABLE'
  | 'JURISDICTION_TIMEOUT'
  | 'JURISDICTION_BUSY'
  | 'JURISDICTION_BAD_RESPONSE';
