import { TongbanError } from '../../../domain/TongbanError.ts';

/**
 * @param waitMs - until there is enough; 0 is enough now.
 * @throws {TongbanError} RATE_LIMITED
 */
export function refuseUntil(waitMs: number, message: string): void {
  if (waitMs <= 0) return;
  throw new TongbanError('RATE_LIMITED', message, { retryAfter: Math.ceil(waitMs / 1_000) });
}
