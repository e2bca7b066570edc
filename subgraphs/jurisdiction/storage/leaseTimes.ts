/** Milliseconds. */
export const LEASE_TIMES = {
  /** How long a lease lasts without renewal, by the database's clock. */
  leaseMs: 10_000,
  /** How long its owner believes in it, from before it asked, by its own clock. */
  trustedMs: 9_000,
  renewMs: 3_000,
  /** How long whoever asks waits for the database, by the process's own clock. */
  answerMs: 3_000,
  /** After a renewal that failed. */
  againMs: 1_000,
} as const;
