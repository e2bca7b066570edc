import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { GraphqlResult } from '../graphql/GraphqlResult.ts';

/** A result that is written already, on its way through a library that would write it itself. */
export class SocketResult implements ExecutionResult {
  /** What the library would write. */
  readonly data = null;
  readonly formatted: FormattedExecutionResult;

  constructor({ data, errors, extensions }: GraphqlResult) {
    this.formatted = {
      ...(errors !== undefined && { errors }),
      ...(typeof data === 'object' && { data: data === null ? null : { ...data } }),
      ...(extensions !== undefined && { extensions }),
    };
  }
}
