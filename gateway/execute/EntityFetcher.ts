import type { DocumentNode } from 'graphql';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { CacheControlListener } from '../upstream/UpstreamClient.ts';

/** A plan's `_entities` fetch with its representations, distinct and in order of first appearance. */
export interface EntityFetch {
  readonly service: string;
  /** The planner's operation: `query ($representations: [_Any!]!, …) { _entities(representations: …) { … } }`. */
  readonly document: DocumentNode;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Variables beside `representations`. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly representations: readonly Readonly<Record<string, unknown>>[];
  /** Told for each call that this fetch takes. */
  readonly onCacheControl?: CacheControlListener | undefined;
}

/** An error about one entity, or about something inside it. */
export interface EntityError {
  readonly message: string;
  /** Relative to the entity: `[]` for the entity as a whole. */
  readonly path: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Errors of one representation's answer. */
interface Faults {
  readonly errors: readonly EntityError[];
  /** Where else something failed: beside what has nulled an object, nobody is told more. */
  readonly untold?: readonly EntityError['path'][];
}

/** What became of one representation. */
export type EntityOutcome =
  /** Fields to merge; errors inside lie at their own paths. */
  | ({ readonly kind: 'entity'; readonly value: Record<string, unknown> } & Faults)
  /** An ordinary subgraph answered `null`: nothing to merge, with its errors if it gave any. */
  | ({ readonly kind: 'none' } & Faults)
  /** A jurisdiction knows no such record: the entity itself becomes `null`, with this one error. */
  | { readonly kind: 'missing'; readonly error: EntityError }
  /** The fetch failed: the entity keeps what it has; one error, `extensions.fields` added by the executor. */
  | { readonly kind: 'failed'; readonly error: EntityError };

/** Fetches entities of one service: a plain endpoint, or a jurisdiction's among many. */
export interface EntityFetcher {
  /**
   * @returns one outcome per representation, in the same order; never rejects because of one endpoint.
   * @throws only when `signal` aborts.
   */
  fetchEntities(
    fetch: EntityFetch,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<readonly EntityOutcome[]>;
}
