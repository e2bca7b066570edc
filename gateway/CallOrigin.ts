import type { CallContextCaller } from '../domain/callContext.ts';
import type { Span } from '../telemetry/Span.ts';
import type { RequestPriority } from './upstream/govern/RequestPriority.ts';
import type { HeldAnswers } from './upstream/HeldAnswers.ts';

/** The request of a client that calls to subgraphs are made for. */
export interface CallOrigin {
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** The client's, which goes on with every call. */
  readonly tracestate?: string | undefined;
  /** Where the request is traced. */
  readonly span?: Span | undefined;
  /** The verified caller; `null` when nobody is signed in. */
  readonly caller: CallContextCaller | null;
  /** `performance.now()` at which the request must be answered. */
  readonly deadlineAt: number;
  /** `accept-language` decides; messages for citizens follow it. */
  readonly language: 'zh-CN' | 'en';
  /** What goes first where not everything can; asked only then. Default `read`. */
  readonly priority?: () => RequestPriority;
  /** An event is being completed, after which nothing that was read before it may be told. */
  readonly isEvent?: true;
  /** Counts what all its calls bring. Default: only each answer by itself is bounded. */
  readonly held?: HeldAnswers;
}
