import type { CallOrigin } from '../CallOrigin.ts';
import { codesOf } from '../edge/graphql/codesOf.ts';
import { formatError } from '../edge/graphql/formatError.ts';
import type { ExecutionError } from '../execute/ExecutionError.ts';
import { toGraphQLError } from '../execute/toGraphQLError.ts';
import { toBytes } from './toBytes.ts';

export interface WrittenErrors {
  /** What stands before `data`; characters are bytes. */
  readonly text: string;
  readonly codes: readonly string[];
}

/** Errors as they leave the gateway by the general lane. */
export function writeErrors(errors: readonly ExecutionError[], origin: CallOrigin): WrittenErrors {
  const formatted = errors.map((error) => formatError(toGraphQLError(error).toJSON(), origin));
  return { text: toBytes(`"errors":${JSON.stringify(formatted)},`), codes: codesOf(formatted) };
}
