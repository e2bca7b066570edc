import { DEFAULT_MEDIA_TYPE } from './defaultMediaType.ts';
import type { MediaType } from './MediaType.ts';

const KNOWN: Readonly<Record<string, MediaType>> = {
  'application/graphql-response+json': { name: 'application/graphql-response+json', hidesFailures: false },
  'application/json': { name: 'application/json', hidesFailures: true },
  'application/*': DEFAULT_MEDIA_TYPE,
  '*/*': DEFAULT_MEDIA_TYPE,
};

/**
 * Chooses the answer's media type (GraphQL over HTTP, section 4).
 *
 * @param accept - the header; every client takes JSON that does not say anything.
 * @returns `undefined` when nothing acceptable can be written.
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return DEFAULT_MEDIA_TYPE;
  if (Object.hasOwn(KNOWN, accept)) return KNOWN[accept];
  let chosen: MediaType | undefined;
  let best = 0;
  for (const range of accept.split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const type = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    const charset = parameters.find((parameter) => parameter.startsWith('charset='));
    if (type === undefined || !/^(charset="?utf-8"?)?$/.test(charset ?? '')) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    // A type given by name goes before a wildcard of the same weight.
    const goesFirst = quality > best || (quality === best && chosen === DEFAULT_MEDIA_TYPE);
    if (goesFirst && quality > 0) {
      chosen = type;
      best = quality;
    }
  }
  return chosen;
}
