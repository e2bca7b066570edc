import type { DocumentNode } from 'graphql';
import type { JsonObject } from '../execute/JsonObject.ts';
import type { PreparedOperation } from '../execute/PreparedOperation.ts';
import type { Generation } from '../plan/Generation.ts';
import { compileFastOperation } from './compileFastOperation.ts';
import type { FastOperation } from './FastOperation.ts';
import { NotFast } from './NotFast.ts';

/** Which lane an operation takes once it is known, and why it is not the fast one. */
export type ExplainedLane =
  | { readonly lane: 'fast'; readonly reason: null; readonly fast: FastOperation }
  | { readonly lane: 'general'; readonly reason: string; readonly fast: null };

/**
 * @param document - the client's, valid for the API schema.
 * @param conditions - values of the variables in `@skip` and `@include`; default: all false.
 */
export function explainLane(
  prepared: PreparedOperation,
  document: DocumentNode,
  generation: Pick<Generation, 'apiSchema' | 'facts'>,
  conditions: Readonly<JsonObject> = {},
): ExplainedLane {
  try {
    return {
      lane: 'fast',
      reason: null,
      fast: compileFastOperation(prepared, document, generation, conditions),
    };
  } catch (error) {
    if (!(error instanceof NotFast)) throw error;
    return { lane: 'general', reason: error.message, fast: null };
  }
}
