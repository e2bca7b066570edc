/** Time as limits, pauses and breakers need it: monotonic, so that a corrected wall clock moves none of them. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  now(): number;
  /**
   * Runs an action once, not before the delay is over.
   *
   * @returns cancels it; harmless afterwards.
   */
  schedule(delayMs: number, action: () => void): () => void;
}
