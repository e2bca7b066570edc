import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import { compileFastOperation } from './compileFastOperation.ts';
import type { FastOperation } from './FastOperation.ts';
import { NotFast } from './NotFast.ts';

/** Which lane an operation takes once it is known, and why it is not the fast one. */
export type ExplainedLane =
  | { readonly lane: 'fast'; readonly reason: null; readonly fast: FastOperation }
  | { readonly lane: 'general'; readonly reason: string; readonly fast: null };

/** @param document - the client's, valid for `apiSchema`. */
export function explainLane(
  prepared: PreparedOperation,
  document: DocumentNode,
  apiSchema: GraphQLSchema,
): ExplainedLane {
  try {
    return { lane: 'fast', reason: null, fast: compileFastOperation(prepared, document, apiSchema) };
  } catch (error) {
    if (!(error instanceof NotFast)) throw error;
    return { lane: 'general', reason: error.message, fast: null };
  }
}
