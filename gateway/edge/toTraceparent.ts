import { formatTraceparent } from '../../telemetry/formatTraceparent.ts';
import { parseTraceparent } from '../../telemetry/parseTraceparent.ts';

/** The client's `traceparent` (W3C Trace Context), where it is one; of a later version what this one knows of it. */
export function toTraceparent(header: string | readonly string[] | undefined): string | undefined {
  const trace = parseTraceparent(header);
  return (
    trace && (typeof header === 'string' && header.startsWith('00-') ? header : formatTraceparent(trace))
  );
}
