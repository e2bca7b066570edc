import type { GraphQLFormattedError } from 'graphql';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { AnsweredOperation } from './findChanged.ts';

/** A mutation that is answered, or could not be. */
export interface EndedMutation extends AnsweredOperation {
  readonly errors: readonly MutationError[] | undefined;
  readonly caller: CallContextCaller | null;
}

interface MutationError extends Pick<GraphQLFormattedError, 'extensions'> {
  readonly path?: GraphQLFormattedError['path'] | undefined;
}
