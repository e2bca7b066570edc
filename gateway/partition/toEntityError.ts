import { ERROR_KINDS, type ErrorCode, type ErrorOrigin } from '../../domain/errorCode.ts';
import type { EntityError } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';

/** What went wrong, in our own words only; a `TongbanError` is one. */
export interface EntityFault {
  readonly code: ErrorCode;
  readonly origin: ErrorOrigin;
  readonly retryable: boolean;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** What an error is about. */
export interface FaultPlace {
  readonly service: string;
  /** Canonical 6-digit code; `undefined` where the representation had none. */
  readonly jurisdiction: string | undefined;
  readonly context: Pick<GatewayRequestContext, 'requestId' | 'language'>;
}

/**
 * The wire form of a fault. The message is the text of the code, never that of a jurisdiction: what a place writes
 * into its messages may hold names, numbers and addresses.
 *
 * @param path - relative to the entity.
 */
export function toEntityError(
  { code, origin, retryable, retryAfter }: EntityFault,
  path: readonly (string | number)[],
  { service, jurisdiction, context }: FaultPlace,
): EntityError {
  const { zh, en } = ERROR_KINDS[code];
  return {
    message: context.language === 'zh-CN' ? zh : en,
    path,
    extensions: {
      code,
      origin,
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
      service,
      retryable,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      traceId: context.requestId,
    },
  };
}
