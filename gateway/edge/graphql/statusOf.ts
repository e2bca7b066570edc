import type { MediaType } from './MediaType.ts';

/** Codes of requests that were understood but cannot be executed. */
const CANNOT_BE_EXECUTED: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

const STATUS: Readonly<Partial<Record<string, number>>> = {
  OPERATION_RESOLUTION_FAILURE: 400,
  BAD_REQUEST: 400,
  OPERATION_TOO_COSTLY: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 400,
  // As Apollo Server does: some of its clients look no further than at the status, and would not send the text.
  PERSISTED_QUERY_NOT_FOUND: 200,
  OPERATION_NOT_TRUSTED: 403,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  DEADLINE_EXCEEDED: 504,
};

/**
 * The status of an answer without `data` (GraphQL over HTTP, section 6.4).
 *
 * @param code - of its first error.
 */
export function statusOf(code: unknown, mediaType: MediaType): number {
  if (CANNOT_BE_EXECUTED.has(code)) return mediaType.hidesFailures ? 200 : 400;
  return (typeof code === 'string' ? STATUS[code] : undefined) ?? 500;
}
