import { ERROR_KINDS, isErrorCode } from '../../domain/errorCode.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';

const ALLOWED = ['code', 'origin', 'jurisdiction', 'retryable', 'retryAfter', 'traceId', 'service', 'fields'];

/**
 * What of an upstream's error extensions a client may see: an allow-list, because stack traces and addresses hide
 * under any name. Codes of our list are completed; codes of an arbitrary subgraph pass as they are.
 */
export function cleanExtensions(
  extensions: unknown,
  service: string,
  context: GatewayRequestContext,
): Record<string, unknown> {
  const given = new Map(typeof extensions === 'object' && extensions ? Object.entries(extensions) : []);
  const kept = Object.fromEntries(
    ALLOWED.flatMap((key) => (isPlain(given.get(key)) ? [[key, given.get(key)]] : [])),
  );
  const code = typeof kept['code'] === 'string' ? kept['code'] : 'INTERNAL_SERVER_ERROR';
  const kind = isErrorCode(code) ? ERROR_KINDS[code] : undefined;
  return {
    ...(kind && { origin: kind.origin, retryable: kind.retryable }),
    traceId: context.requestId,
    ...kept,
    code,
    service,
  };
}

/** Nested objects are refused: they are where debuggers put their traces. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
