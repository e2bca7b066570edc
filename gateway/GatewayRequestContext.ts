import type { CallOrigin } from './CallOrigin.ts';
import type { KnownAnswers } from './KnownAnswers.ts';

/** What one client request carries through planner and executor: Apollo Server's `contextValue`. */
export interface GatewayRequestContext extends CallOrigin {
  /** Aborts when the client went away or the request deadline passed; `reason` is a `TongbanError` in the latter case. */
  readonly signal: AbortSignal;
  /** What the fast lane was told before it left the request to the general one. */
  readonly known?: KnownAnswers | undefined;
}
