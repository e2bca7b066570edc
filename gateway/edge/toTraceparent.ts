import { parseTraceparent } from '../../telemetry/parseTraceparent.ts';

/** The client's `traceparent` (W3C Trace Context), where it is one. */
export const toTraceparent = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' && parseTraceparent(header) !== undefined ? header : undefined;
