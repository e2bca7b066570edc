import { GraphQLError } from 'graphql';
import type { ExecutionError } from './ExecutionError.ts';

/** A path leads to a field: what fails at the root that the client did not ask for is nowhere. */
export const toGraphQLError = ({ message, path = [], extensions }: ExecutionError): GraphQLError =>
  new GraphQLError(message, { path: path.length === 0 ? null : path, extensions });
