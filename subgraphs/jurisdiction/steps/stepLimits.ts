/** Times of steps at a place, milliseconds. */
export interface StepLimits {
  /** For one call of the system, whoever waits for it. */
  readonly callMs: number;
  /** After `callMs` or a loss, for the call to say itself how it ended. */
  readonly graceMs: number;
  /** A system is not asked about the same step again sooner. */
  readonly askAgainMs: number;
  /**
   * A system that has no single effect per key, and says that it never heard of a step, is believed so long after the
   * step was sent and no sooner: what was sent may still be on its way.
   */
  readonly neverHeardMs: number;
  /** Between attempts to store an outcome while the database is away. */
  readonly storeAgainMs: number;
  /** Attempts to store an outcome; afterwards the step counts as interrupted. */
  readonly storeAttempts: number;
}

export const DEFAULT_STEP_LIMITS: StepLimits = {
  callMs: 30_000,
  graceMs: 1_000,
  askAgainMs: 3_000,
  neverHeardMs: 10_000,
  storeAgainMs: 1_000,
  storeAttempts: 30,
};
