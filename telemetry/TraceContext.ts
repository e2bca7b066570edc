/** Where in a trace a request stands: what `traceparent` says (W3C Trace Context). */
export interface TraceContext {
  readonly traceId: string;
  /** Of the span that whatever comes next belongs to. */
  readonly spanId: string;
  readonly isSampled: boolean;
}
