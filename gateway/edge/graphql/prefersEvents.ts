/**
 * Whether a client asks for an event stream rather than for one answer: it names the type, and ranks no other above it.
 *
 * @param accept - the header (RFC 9110 section 12.5.1).
 */
export function prefersEvents(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('event-stream')) return false;
  const ranges = accept.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { name, weight: weight === undefined ? 1 : Math.min(1, Number(weight)) };
  });
  const wanted = ranges.find(({ name }) => name === 'text/event-stream')?.weight ?? 0;
  return wanted > 0 && ranges.every(({ weight }) => !(weight > wanted));
}
