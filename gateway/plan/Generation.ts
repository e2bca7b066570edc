import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { AccessGate } from '../access/AccessGate.ts';
import type { DeniedAccess } from '../access/DeniedAccess.ts';
import type { Cancellation } from '../Cancellation.ts';
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
  /** Every request of callers who are denied the same has the same plan of an operation. */
  readonly isUniform: boolean;
  /** What callers may not have; `null` where the supergraph demands nothing of anybody. */
  readonly access: AccessGate | null;
  /** Subgraph name → URL as the supergraph gives it, `''` where it gives none. */
  readonly services: ReadonlyMap<string, string>;
  /**
   * @param document - valid for `apiSchema`.
   * @param source - the text that `document` was parsed from: the key under which the work is kept.
   * @param denied - what `access` has decided that the caller may not have; without `access` it may be left out.
   * @param request - who asks: what nobody waits for any more need not be prepared.
   * @throws {TypeError} when it was not decided: nothing is prepared unenforced.
   * @throws {TongbanError} as {@link prepareOperation} does.
   */
  prepare(
    document: DocumentNode,
    source: string,
    operationName: string | undefined,
    denied?: DeniedAccess | null,
    request?: Cancellation,
  ): Promise<PreparedOperation>;
  /** The operations that were asked for most often, those first, but last what took long to prepare. */
  mostUsed(count: number): readonly UsedOperation[];
  /** Whether new requests come to it; those under way are answered in either case. */
  setInUse(isInUse: boolean): void;
  readonly cacheStatistics: OperationCacheStatistics;
}
