/** How an answer is written, and what its status means. */
export interface MediaType {
  readonly name: 'application/graphql-response+json' | 'application/json';
  /**
   * Whether a document that cannot be executed is answered with 200, as GraphQL over HTTP wants it of
   * `application/json`. Only clients that ask for that type by name get it; to all others a failure is a 4xx.
   */
  readonly hidesFailures: boolean;
}

/** For clients that do not care. */
export const JSON_BY_DEFAULT: MediaType = { name: 'application/json', hidesFailures: false };
const KNOWN: Readonly<Record<string, MediaType>> = {
  'application/graphql-response+json': { name: 'application/graphql-response+json', hidesFailures: false },
  'application/json': { name: 'application/json', hidesFailures: true },
  'application/*': JSON_BY_DEFAULT,
  '*/*': JSON_BY_DEFAULT,
};

/**
 * Chooses the answer's media type (GraphQL over HTTP, section 4).
 *
 * @param accept - the header; every client takes JSON that does not say anything.
 * @returns `undefined` when nothing acceptable can be written.
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return JSON_BY_DEFAULT;
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
    const goesFirst = quality > best || (quality === best && chosen === JSON_BY_DEFAULT);
    if (goesFirst && quality > 0) {
      chosen = type;
      best = quality;
    }
  }
  return chosen;
}
