import type { BreakerStates } from '../../domain/breakerStates.ts';
import type { ErrorCode } from '../../domain/errorCode.ts';

/** How one upstream call ended: its first error, be it about the whole or one entity, or none. */
export type UpstreamOutcome = 'ok' | { readonly code: ErrorCode };

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
  /** A jurisdiction's server told the circuit breakers of its system that have ever changed. */
  onBreakers(service: string, jurisdiction: string, states: BreakerStates): void;
}
