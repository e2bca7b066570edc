import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { OperationCacheStatistics } from './OperationCache.ts';
import type { UsedOperation } from './UsedOperation.ts';

/** One supergraph and everything derived from it; a request stays with one generation for its whole life. */
export interface Generation {
  /** SHA-256 of the SDL, hexadecimal. */
  readonly id: string;
  readonly supergraphSdl: string;
  /** The whole supergraph, inaccessible parts and directives included. */
  readonly supergraphSchema: GraphQLSchema;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly facts: SupergraphFacts;
  /** Subgraph name → URL as the supergraph gives it, `''` where it gives none. */
  readonly services: ReadonlyMap<string, string>;
  /**
   * @param document - valid for `apiSchema`.
   * @param source - the text that `document` was parsed from: the key under which the work is kept.
   * @throws {TongbanError} as {@link prepareOperation} does.
   */
  prepare(
    document: DocumentNode,
    source: string,
    operationName: string | undefined,
  ): Promise<PreparedOperation>;
  /** The operations that were asked for most often, those first. */
  mostUsed(count: number): readonly UsedOperation[];
  readonly cacheStatistics: OperationCacheStatistics;
}
