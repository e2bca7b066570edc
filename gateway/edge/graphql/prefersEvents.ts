import { readRanges } from '../readRanges.ts';

/**
 * Whether a client asks for an event stream rather than for one answer: it names the type, and ranks no other above it.
 *
 * @param accept - the header (RFC 9110 section 12.5.1).
 */
export function prefersEvents(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('event-stream')) return false;
  const ranges = readRanges(accept);
  const wanted = ranges.find(({ name }) => name === 'text/event-stream')?.weight ?? 0;
  return wanted > 0 && ranges.every(({ weight }) => weight <= wanted);
}
