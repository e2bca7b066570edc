import type { GraphQLFormattedError } from 'graphql';

/** What came of an operation; `data` is absent when nothing was executed. */
export interface GraphqlResult {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Of it, clients get what {@link keptExtensions} keeps. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}
