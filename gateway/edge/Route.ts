import type { Exchange } from './Exchange.ts';

/** Who answers which paths. */
export interface Route {
  /** Also the metrics' label. */
  readonly path: string;
  /** Whether everything below the path is answered too. */
  readonly isTree?: boolean;
  /** In how many milliseconds a request's body must have come, default 30,000. */
  readonly arrivalMs?: number;
  /** Must answer; what it throws becomes a neutral 500. */
  handle(exchange: Exchange): Promise<void> | void;
}
