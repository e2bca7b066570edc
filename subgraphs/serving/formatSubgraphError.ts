import type { GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Codes of Apollo Server and graphql-js about the request itself, which its sender has to mend. */
const ABOUT_THE_REQUEST = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] satisfies ErrorCode[]);

/**
 * Writes one error as it leaves a subgraph.
 *
 * A `TongbanError` keeps code and message. An error about the request keeps its code, and its message only in
 * development: graphql-js quotes input values, which may be personal. Everything else is INTERNAL_SERVER_ERROR and
 * says nothing more.
 *
 * @param original - what was thrown, unwrapped.
 */
export function formatSubgraphError(
  formatted: GraphQLFormattedError,
  original: unknown,
  development: boolean,
): GraphQLFormattedError {
  const place = {
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
  };
  if (original instanceof TongbanError) {
    return { message: original.message, ...place, extensions: original.toExtensions() };
  }
  const code = formatted.extensions?.['code'];
  const error = neutralError(isAboutTheRequest(code) ? code : 'INTERNAL_SERVER_ERROR');
  const message = development && isAboutTheRequest(code) ? formatted.message : error.message;
  return { message, ...place, extensions: error.toExtensions() };
}

function isAboutTheRequest(code: unknown): code is ErrorCode {
  return ABOUT_THE_REQUEST.has(code);
}

function neutralError(code: ErrorCode): TongbanError {
  return new TongbanError(code, ERROR_KINDS[code].en);
}
