import type { ErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Verdict } from './CircuitBreaker.ts';

const FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'JURISDICTION_UNAVAILABLE',
  'JURISDICTION_TIMEOUT',
  'JURISDICTION_BAD_RESPONSE',
  'BAD_ENCODING',
]);
/** They tell of our side only; a busy system is neither well nor down. */
const TELLING_NOTHING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DEADLINE_EXCEEDED',
  'INTERNAL_SERVER_ERROR',
  'JURISDICTION_BUSY',
]);

/** How a call was ended. */
interface Ending {
  /** The caller's signal. */
  readonly signal: AbortSignal;
  /** Whether the system had had its time by then. */
  readonly hadItsTime: boolean;
}

/**
 * What a failed call says about the health of its system.
 *
 * Refusals of business and records not found are answers of a healthy one. Silence until the caller's deadline is a
 * fault once the system has had its time, or a system that hangs would never be found out by callers in a hurry; a
 * caller who leaves says nothing.
 */
export function judgeFailure(error: unknown, { signal, hadItsTime }: Ending): Verdict {
  if (signal.aborted) return hadItsTime && isDeadline(signal.reason) ? 'faulty' : 'unknown';
  if (!(error instanceof TongbanError)) return 'unknown';
  if (FAULTS.has(error.code)) return 'faulty';
  return TELLING_NOTHING.has(error.code) ? 'unknown' : 'healthy';
}

function isDeadline(reason: unknown): boolean {
  if (reason instanceof TongbanError) return reason.code === 'DEADLINE_EXCEEDED';
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}
