import type { GraphQLFormattedError } from 'graphql';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import type { AnsweredOperation } from './findChanged.ts';

/** A mutation that is answered, or could not be. */
export interface EndedMutation extends AnsweredOperation {
  readonly errors: readonly Pick<GraphQLFormattedError, 'extensions'>[] | undefined;
  readonly caller: CallContextCaller | null;
}
