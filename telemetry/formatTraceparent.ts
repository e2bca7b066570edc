import type { TraceContext } from './TraceContext.ts';

/** The header by which a trace is passed on. */
export const formatTraceparent = ({ traceId, spanId, isSampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;
