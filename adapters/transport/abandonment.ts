import { TongbanError } from '../../domain/TongbanError.ts';

/** The error of a call whose caller stopped waiting: the caller's own reason where it is one of ours. */
export function abandonment(signal: AbortSignal): TongbanError {
  const reason: unknown = signal.reason;
  if (reason instanceof TongbanError) return reason;
  return new TongbanError('DEADLINE_EXCEEDED', 'the caller stopped waiting', { cause: reason });
}
