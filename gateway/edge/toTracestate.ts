import type { IncomingHttpHeaders } from 'node:http';
import { parseTraceparent } from '../../telemetry/parseTraceparent.ts';

/** Visible ASCII and blanks within, as long as everybody must pass on; of several headers Node makes one list. */
const FORM = /^(?! )[\x20-\x7e]{1,512}(?<! )$/;

/**
 * What tracers before the client's want to be told again (W3C Trace Context): handed on as it is, and kept by nobody here. It
 * belongs to a `traceparent`, and counts for nothing without one.
 */
export function toTracestate({ tracestate, traceparent }: IncomingHttpHeaders): string | undefined {
  if (typeof tracestate !== 'string' || !FORM.test(tracestate)) return undefined;
  return parseTraceparent(traceparent) === undefined ? undefined : tracestate;
}
