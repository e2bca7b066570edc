import { readRanges } from '../readRanges.ts';

/** From the widest to the one that counts before the others (RFC 9110, 12.5.1). */
const RANGES = ['*/*', 'text/*', 'text/event-stream'];

/**
 * Whether a client takes an event stream at all.
 *
 * @param accept - the header; who does not send it takes anything.
 */
export function acceptsEvents(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  let [closest, best] = [-1, 0];
  for (const { name, weight, isUtf8 } of readRanges(accept)) {
    const closeness = RANGES.indexOf(name);
    if (!isUtf8 || closeness < closest) continue;
    // Of one that stands there twice the larger weight counts.
    best = closeness === closest ? Math.max(best, weight) : weight;
    closest = closeness;
  }
  return closest >= 0 && best > 0;
}
