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
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const charset = parameters.find((parameter) => parameter.startsWith('charset='));
    if (!/^(charset="?utf-8"?)?$/.test(charset ?? '')) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight) || 0;
    const closeness = RANGES.indexOf(name);
    if (closeness < closest) continue;
    // Of one that stands there twice the larger weight counts.
    best = closeness === closest ? Math.max(best, quality) : quality;
    closest = closeness;
  }
  return closest >= 0 && best > 0;
}
