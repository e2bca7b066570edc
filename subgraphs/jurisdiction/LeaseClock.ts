/** Time as leases need it: monotonic, so that a corrected wall clock lets no lease last longer. */
export interface LeaseClock {
  /** Milliseconds since an arbitrary start; never goes back. */
  now(): number;
  /**
   * Runs an action once, not before the delay is over; does not keep the process alive.
   *
   * @returns cancels it; harmless afterwards.
   */
  schedule(delayMs: number, action: () => void): () => void;
}
