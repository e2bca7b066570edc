import { ERROR_KINDS, ERROR_ORIGINS, isErrorCode } from '../../domain/errorCode.ts';
import type { CallOrigin } from '../CallOrigin.ts';

const ALLOWED = ['code', 'origin', 'jurisdiction', 'retryable', 'retryAfter', 'traceId', 'service', 'fields'];

/**
 * What of an upstream's error extensions a client may see: an allow-list, because stack traces and addresses hide
 * under any name. The list of codes is closed: any other code becomes INTERNAL_SERVER_ERROR, with that one's origin.
 */
export function cleanExtensions(
  extensions: unknown,
  service: string,
  context: CallOrigin,
): Record<string, unknown> {
  const given = new Map(typeof extensions === 'object' && extensions ? Object.entries(extensions) : []);
  const kept = Object.fromEntries(
    ALLOWED.flatMap((key) => (isPlain(given.get(key)) ? [[key, given.get(key)]] : [])),
  );
  const told = kept['code'];
  const code = isErrorCode(told) ? told : 'INTERNAL_SERVER_ERROR';
  const { origin, retryable } = ERROR_KINDS[code];
  const isOwn = code === told && ERROR_ORIGINS.some((known) => known === (kept['origin'] ?? known));
  return {
    origin,
    retryable,
    traceId: context.requestId,
    ...kept,
    ...(!isOwn && { origin, retryable }),
    code,
    service,
  };
}

/** Nested objects are refused: they are where debuggers put their traces. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
