import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * What a fetch that threw means for its answer.
 *
 * @param signal - the request's: once it aborted, that is the reason, whatever else was thrown on the way.
 */
export function toTongbanError(error: unknown, signal: AbortSignal): TongbanError {
  // Whoever was asked has said what happened, perhaps before that; and of a write that was sent, that it is not to be sent again.
  if (error instanceof TongbanError) return error;
  if (signal.aborted) {
    if (signal.reason instanceof TongbanError) return signal.reason;
    return new TongbanError('DEADLINE_EXCEEDED', 'The request was given up', { cause: error });
  }
  return new TongbanError('INTERNAL_SERVER_ERROR', 'An internal error', { cause: error });
}
