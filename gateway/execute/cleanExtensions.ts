import { ERROR_KINDS, ERROR_ORIGINS, isErrorCode } from '../../domain/errorCode.ts';
import type { CallOrigin } from '../CallOrigin.ts';
import { LONGEST_RETRY_AFTER } from '../upstream/longestRetryAfter.ts';
import { readFieldNames } from './readFieldNames.ts';

const DIVISION_CODE = /^\d{6}$/;

/**
 * What of an upstream's error extensions a client may see: an allow-list, each only in its own form, because stack traces,
 * addresses and what is known of people hide under any name. The list of codes is closed: any other code becomes
 * INTERNAL_SERVER_ERROR, with that one's origin. The id of the request is ours: the one that our log has.
 */
export function cleanExtensions(
  extensions: unknown,
  service: string,
  context: CallOrigin,
): Record<string, unknown> {
  const given = new Map<string, unknown>(
    typeof extensions === 'object' && extensions ? Object.entries(extensions) : [],
  );
  const told = given.get('code');
  const code = isErrorCode(told) ? told : 'INTERNAL_SERVER_ERROR';
  const usual = ERROR_KINDS[code];
  const origin = given.get('origin') ?? usual.origin;
  const isOwn = code === told && ERROR_ORIGINS.some((known) => known === origin);
  const retryable = given.get('retryable');
  const jurisdiction = given.get('jurisdiction');
  const retryAfter = readSeconds(given.get('retryAfter'));
  const fields = readFieldNames(given.get('fields'));
  const isPlace = typeof jurisdiction === 'string' && DIVISION_CODE.test(jurisdiction);
  return {
    origin: isOwn ? origin : usual.origin,
    retryable: isOwn && typeof retryable === 'boolean' ? retryable : usual.retryable,
    traceId: context.requestId,
    code,
    ...(isPlace && { jurisdiction }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(fields !== undefined && { fields }),
    service,
  };
}

function readSeconds(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0)) return undefined;
  return Math.min(Math.ceil(value), LONGEST_RETRY_AFTER);
}
