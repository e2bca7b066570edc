import { ERROR_KINDS, type ErrorCode, isErrorCode } from '../../domain/errorCode.ts';
import { LONGEST_RETRY_AFTER } from '../upstream/longestRetryAfter.ts';
import { isRecord } from './isRecord.ts';
import type { EntityFault } from './toEntityError.ts';

/** Codes about the call between gateway and endpoint; a portal cannot do anything about them. */
const ABOUT_OUR_CALL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * Reads an error out of a jurisdiction's answer: its code where it is one of ours, and whether and when to retry.
 *
 * Any other code becomes JURISDICTION_BAD_RESPONSE. Where our list blames the gateway (an internal error, a rate
 * limit), the one who says it is the jurisdiction, and so is the origin.
 */
export function toFault(error: unknown): EntityFault {
  const extensions = isRecord(error) && isRecord(error['extensions']) ? error['extensions'] : {};
  const { code: told, retryable, retryAfter } = extensions;
  const code = isErrorCode(told) && !ABOUT_OUR_CALL.has(told) ? told : 'JURISDICTION_BAD_RESPONSE';
  const { origin, retryable: usual } = ERROR_KINDS[code];
  const isKnown = code === told;
  return {
    code,
    origin: origin === 'GATEWAY' ? 'JURISDICTION' : origin,
    retryable: isKnown && typeof retryable === 'boolean' ? retryable : usual,
    retryAfter: isKnown ? readRetryAfter(retryAfter) : undefined,
  };
}

function readRetryAfter(seconds: unknown): number | undefined {
  if (typeof seconds !== 'number' || !(seconds >= 0)) return undefined;
  return Math.min(Math.ceil(seconds), LONGEST_RETRY_AFTER);
}
