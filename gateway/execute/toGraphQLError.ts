import { GraphQLError } from 'graphql';
import type { ExecutionError } from './ExecutionError.ts';

export const toGraphQLError = ({ message, path, extensions }: ExecutionError): GraphQLError =>
  new GraphQLError(message, { path: path ?? null, extensions });
