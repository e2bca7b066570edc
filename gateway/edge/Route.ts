import type { Exchange } from './Exchange.ts';

/** Who answers which paths. */
export interface Route {
  /** Also the metrics' label. */
  readonly path: string;
  /** Whether everything below the path is answered too. */
  readonly isTree?: boolean;
  /** In how many milliseconds a request's body must have come, default 30,000. */
  readonly arrivalMs?: number;
  /** Whether it has a deadline of its own, so that nobody else need watch how long a body takes. */
  readonly hasDeadline?: boolean;
  /** Must answer; what it throws becomes a neutral 500. */
  handle(exchange: Exchange): Promise<void> | void;
}
