import { ERROR_KINDS } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { HttpRefusal } from './HttpRefusal.ts';

const STATUS_OF: Partial<Record<string, number>> = {
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  NOT_OFFERED: 404,
  CONFLICT: 409,
  DEADLINE_EXCEEDED: 503,
};

/** How a failed request is answered; what is not ours to tell becomes INTERNAL_SERVER_ERROR. */
export function toRefusal(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof TongbanError) return new HttpRefusal(statusOf(error), error);

  const { en } = ERROR_KINDS.INTERNAL_SERVER_ERROR;
  return new HttpRefusal(500, new TongbanError('INTERNAL_SERVER_ERROR', en, { cause: error }));
}

/** A database that is away is as good as a server that is. */
function statusOf({ code, retryable }: TongbanError): number {
  return STATUS_OF[code] ?? (retryable ? 503 : 500);
}
