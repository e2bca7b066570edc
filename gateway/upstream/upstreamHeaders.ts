import { CALL_CONTEXT_HEADER } from '../../domain/callContext.ts';
import type { CallOrigin } from '../CallOrigin.ts';

/**
 * Signs the call context for one audience, whose time is over at `until`, on the scale of `performance.now()`; `undefined`: none
 * is sent to it.
 */
export type SignContext = (audience: string, context: CallOrigin, until: number) => string | undefined;

/** Milliseconds until the endpoint's time is over, where no signed context says so. */
const BUDGET_HEADER = 'tongban-budget-ms';

const TEXT_HEADER = /^[\x21-\x7e]{1,256}$/;

/**
 * What goes with every call to a subgraph: who asks, how the request is named in logs and traces, and how much time there is.
 *
 * @param until - when nobody waits any more, on the scale of `performance.now()`; default: the request's deadline.
 */
export function upstreamHeaders(
  { service, jurisdiction }: { readonly service: string; readonly jurisdiction: string | null },
  context: CallOrigin,
  signContext: SignContext | undefined,
  until: number = context.deadlineAt,
): Record<string, string> {
  const audience = jurisdiction === null ? service : `${service}/${jurisdiction}`;
  const signed = signContext?.(audience, context, until);
  const { requestId, traceparent, tracestate } = context;
  // Written one by one: this happens for every call, and spreading costs as much as all the rest of it.
  const headers: Record<string, string> = {};
  if (TEXT_HEADER.test(requestId)) headers['x-request-id'] = requestId;
  if (traceparent !== undefined && TEXT_HEADER.test(traceparent)) headers['traceparent'] = traceparent;
  if (tracestate !== undefined) headers['tracestate'] = tracestate;
  if (signed !== undefined) headers[CALL_CONTEXT_HEADER] = signed;
  else headers[BUDGET_HEADER] = String(Math.max(0, Math.floor(until - performance.now())));
  return headers;
}
