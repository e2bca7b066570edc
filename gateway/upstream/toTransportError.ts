import { TongbanError } from '../../domain/TongbanError.ts';
import type { Cancellation } from '../Cancellation.ts';
import { BodyTooLargeError } from './BodyTooLargeError.ts';
import { BrokenAnswerError } from './BrokenAnswerError.ts';
import type { UpstreamRequest } from './UpstreamClient.ts';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/**
 * What a call that failed is to its caller; addresses stay in `cause`.
 *
 * A page instead of an answer breaks a jurisdiction's contract; from an ordinary subgraph it means that it is away.
 *
 * @param signal - the call's: if it aborted, that is what happened.
 */
export function toTransportError(
  error: unknown,
  { service, jurisdiction }: Pick<UpstreamRequest, 'service' | 'jurisdiction'>,
  signal: Pick<Cancellation, 'aborted' | 'reason'>,
): TongbanError {
  if (signal.aborted) {
    if (signal.reason instanceof TongbanError) return signal.reason;
    return new TongbanError('DEADLINE_EXCEEDED', 'The request was given up', { cause: signal.reason });
  }
  if (error instanceof TongbanError) {
    const isPage = error.code === 'JURISDICTION_BAD_RESPONSE' && !(error.cause instanceof BodyTooLargeError);
    const isAway = jurisdiction === null && isPage;
    if (!isAway) return error;
    const { retryAfter } = error;
    return new TongbanError('JURISDICTION_UNAVAILABLE', error.message, {
      cause: error,
      ...(retryAfter !== undefined && { retryAfter }),
    });
  }
  if (error instanceof BodyTooLargeError) {
    return new TongbanError('JURISDICTION_BAD_RESPONSE', `The answer of ${service} is too large`, {
      cause: error,
    });
  }
  const isBroken = error instanceof BrokenAnswerError;
  const code = codeOf(isBroken ? error.cause : error);
  if (typeof code === 'string' && TIMEOUTS.has(code)) {
    return new TongbanError('JURISDICTION_TIMEOUT', `${service} did not answer in time`, { cause: error });
  }
  const message = isBroken ? `The answer of ${service} broke off` : `${service} cannot be reached`;
  return new TongbanError('JURISDICTION_UNAVAILABLE', message, { cause: error });
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
