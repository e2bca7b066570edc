import { readRanges } from '../readRanges.ts';
import { DEFAULT_MEDIA_TYPE } from './defaultMediaType.ts';
import type { MediaType } from './MediaType.ts';

const JSON_TYPE: MediaType = { name: 'application/json', hidesFailures: true };
const GRAPHQL_TYPE: MediaType = { name: 'application/graphql-response+json', hidesFailures: false };

const NAMED: Readonly<Record<string, MediaType>> = {
  [JSON_TYPE.name]: JSON_TYPE,
  [GRAPHQL_TYPE.name]: GRAPHQL_TYPE,
};
/** The narrower one counts where both are there. */
const WILDCARDS = ['application/*', '*/*'];
/** What nearly all clients write. */
const ALONE: Readonly<Record<string, MediaType>> = { ...NAMED, '*/*': DEFAULT_MEDIA_TYPE };

/**
 * Chooses the answer's media type (GraphQL over HTTP, section 4).
 *
 * @param accept - the header; every client takes JSON that does not say anything.
 * @returns `undefined` when nothing acceptable can be written.
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return DEFAULT_MEDIA_TYPE;
  if (Object.hasOwn(ALONE, accept)) return ALONE[accept];
  const weights = readWeights(accept);
  let chosen: MediaType | undefined;
  let best = 0;
  const consider = (type: MediaType, weight: number): void => {
    if (weight > best) [chosen, best] = [type, weight];
  };
  // A type given by name goes before a wildcard of the same weight.
  for (const [name, weight] of weights) {
    const type = NAMED[name];
    if (type !== undefined) consider(type, weight);
  }
  const others = WILDCARDS.map((name) => weights.get(name)).find((weight) => weight !== undefined) ?? 0;
  // A wildcard says nothing of what has a weight of its own, which may be "not this one" (RFC 9110, 12.5.1).
  if (!weights.has(JSON_TYPE.name)) consider(DEFAULT_MEDIA_TYPE, others);
  if (!weights.has(GRAPHQL_TYPE.name)) consider(GRAPHQL_TYPE, others);
  return chosen;
}

/** The weights of ranges that matter here, in the client's order; of one that stands there twice, the larger. */
function readWeights(accept: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { name, weight, isUtf8 } of readRanges(accept)) {
    const isKnown = Object.hasOwn(NAMED, name) || WILDCARDS.includes(name);
    if (isKnown && isUtf8) weights.set(name, Math.max(weight, weights.get(name) ?? 0));
  }
  return weights;
}
