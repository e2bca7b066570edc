import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { CallContextCaller } from '../../domain/callContext.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { Upstreams } from '../execute/Upstreams.ts';

/** An operation that the general lane has validated and answered. */
export interface AnsweredOperation {
  readonly source: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly prepared: PreparedOperation;
  readonly apiSchema: GraphQLSchema;
  /** The whole supergraph that it was planned by. */
  readonly supergraphSchema: GraphQLSchema;
  readonly facts: SupergraphFacts;
  readonly upstreams: Upstreams;
  /** Whether a caller may have all of it; `null` where nothing is demanded of anybody. */
  readonly allows: ((caller: CallContextCaller | null) => boolean | Promise<boolean>) | null;
}
