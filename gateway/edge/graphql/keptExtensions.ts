import type { GraphqlResult } from './GraphqlResult.ts';

/** What of an answer's extensions is ours to tell: `cache`, what in it is stale and why. Apollo's executor has words of its own. */
export function keptExtensions({ extensions }: GraphqlResult): Pick<GraphqlResult, 'extensions'> {
  const cache = extensions?.['cache'];
  return cache === undefined ? {} : { extensions: { cache } };
}
