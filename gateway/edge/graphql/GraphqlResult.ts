import type { GraphQLFormattedError } from 'graphql';

/** What came of an operation; `data` is absent when nothing was executed. */
export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}
