/** How one upstream call ended; `code` is an error code of the closed list. */
export type UpstreamOutcome = 'ok' | { readonly code: string };

/** Told about every upstream call; implementations must be cheap and must not throw. */
export interface UpstreamObserver {
  /** A call is about to be sent. */
  onStart(service: string, jurisdiction: string | null): void;
  /**
   * @param jurisdiction - the endpoint's division prefix, `null` for an unpartitioned subgraph.
   * @param operation - `root` or `entities`; never an operation name, which clients choose.
   */
  onEnd(
    service: string,
    jurisdiction: string | null,
    operation: 'root' | 'entities',
    outcome: UpstreamOutcome,
    durationMs: number,
  ): void;
}
