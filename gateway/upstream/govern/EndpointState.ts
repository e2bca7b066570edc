import type { EndpointBreakerState } from './EndpointBreaker.ts';

/** What metrics may know of an endpoint; counts are since it was first asked. */
export interface EndpointState {
  readonly service: string;
  readonly jurisdiction: string | null;
  readonly limit: number;
  readonly inFlight: number;
  readonly waiting: number;
  readonly breakers: Readonly<Record<'reads' | 'writes', EndpointBreakerState>>;
  /** Calls that had to wait, by who held what they waited for: calls of the same endpoint, or of another one. */
  readonly waits: Readonly<Record<'itself' | 'another', number>>;
  /** Calls that were not sent: too many waited, or the breaker was open. */
  readonly refused: Readonly<Record<'busy' | 'breaker', number>>;
  readonly retries: number;
  readonly hedges: number;
  /** Reads that shared the call of an equal one. */
  readonly joined: number;
}
