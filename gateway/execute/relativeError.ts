import type { GraphQLFormattedError } from 'graphql';
import type { EntityError } from './EntityFetcher.ts';

/** @param path - below the entity. */
export const relativeError = (
  error: GraphQLFormattedError,
  path: readonly (string | number)[],
): EntityError => ({
  message: error.message,
  path,
  extensions: error.extensions ?? {},
});
