import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * What a fetch that threw means for its answer.
 *
 * @param signal - the request's: once it aborted, that is the reason, whatever was thrown on the way.
 */
export function toTongbanError(error: unknown, signal: AbortSignal): TongbanError {
  if (signal.aborted) {
    // A write that was sent says more of the same: it is not to be sent again.
    if (error instanceof TongbanError && error.code === 'DEADLINE_EXCEEDED') return error;
    if (signal.reason instanceof TongbanError) return signal.reason;
    return new TongbanError('DEADLINE_EXCEEDED', 'The request was given up', { cause: error });
  }
  if (error instanceof TongbanError) return error;
  return new TongbanError('INTERNAL_SERVER_ERROR', 'An internal error', { cause: error });
}
