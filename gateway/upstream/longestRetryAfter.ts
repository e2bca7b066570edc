/** A day, in seconds: what anybody may ask clients to wait at most. */
export const LONGEST_RETRY_AFTER = 86_400;
