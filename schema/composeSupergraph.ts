import { compose } from '@apollo/composition';
import { Subgraphs } from '@apollo/federation-internals';
import { buildSubgraphs } from './buildSubgraphs.ts';
import type { SubgraphSource } from './SubgraphSource.ts';

/** The supergraph, or every reason why there is none. */
export type SupergraphResult =
  | { readonly supergraphSdl: string; readonly errors?: undefined }
  | { readonly supergraphSdl?: undefined; readonly errors: readonly string[] };

/**
 * Composes subgraphs to one supergraph, whose text ends in a line break and does not depend on the order of the
 * subgraphs. It knows nothing of Tongban's own rules: `lintSubgraphs` holds those.
 */
export function composeSupergraph(sources: readonly SubgraphSource[]): SupergraphResult {
  const byName = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1));
  const subgraphs = buildSubgraphs(byName);
  if (!(subgraphs instanceof Subgraphs)) return { errors: subgraphs };

  const result = compose(subgraphs);
  if (result.errors) return { errors: result.errors.map((error) => error.message) };
  return { supergraphSdl: `${result.supergraphSdl.trimEnd()}\n` };
}
