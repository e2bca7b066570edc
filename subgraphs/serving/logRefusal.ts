import type { Logger } from 'pino';
import { TongbanError } from '../../domain/TongbanError.ts';
import { describeError } from './describeError.ts';
import type { HttpRefusal } from './HttpRefusal.ts';

/** Tells the log of a request that is refused, faults of ours with all that may be told. @returns the refusal. */
export function logRefusal(logger: Logger, error: unknown, refusal: HttpRefusal): HttpRefusal {
  // A caller who left too little time is no fault of this server, whatever the status.
  if (refusal.status >= 500 && refusal.error.code !== 'DEADLINE_EXCEEDED') {
    logger.error({ status: refusal.status, error: describeError(error) }, 'a request failed');
  } else {
    logger.warn({ status: refusal.status, reason: reasonOf(refusal.error) }, 'a request was refused');
  }
  return refusal;
}

/** What the caller is not told, where there is more to say. */
function reasonOf({ cause, message }: TongbanError): string {
  return cause instanceof TongbanError ? cause.message : message;
}
