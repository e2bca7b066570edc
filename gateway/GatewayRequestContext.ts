import type { CallContextCaller } from '../domain/callContext.ts';
import type { Span } from '../telemetry/Span.ts';
import type { Cancellation } from './Cancellation.ts';
import type { KnownAnswers } from './KnownAnswers.ts';
import type { RequestPriority } from './upstream/govern/RequestPriority.ts';

/** What one client request carries through planner and executor: Apollo Server's `contextValue`. */
export interface GatewayRequestContext {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** Where the request is traced. */
  readonly span?: Span | undefined;
  /** The verified caller; `null` when nobody is signed in. */
  readonly caller: CallContextCaller | null;
  /** Aborts when the client went away or the request deadline passed; `reason` is a `TongbanError` in the latter case. */
  readonly signal: AbortSignal;
  /** The same for those that need no signal. */
  readonly cancellation?: Cancellation;
  /** `performance.now()` at which the request must be answered. */
  readonly deadlineAt: number;
  /** `accept-language` decides; messages for citizens follow it. */
  readonly language: 'zh-CN' | 'en';
  /** What the fast lane was told before it left the request to the general one. */
  readonly known?: KnownAnswers;
  /** What goes first where not everything can; asked only then. Default `read`. */
  readonly priority?: () => RequestPriority;
  /** An event is being completed, after which nothing that was read before it may be told. */
  readonly isEvent?: true;
}
