import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Shortage } from './RateBuckets.ts';

/**
 * @param message - by the bucket that lacks something.
 * @throws {TongbanError} RATE_LIMITED where one does.
 */
export function refuseFor(shortage: Shortage | null, message: (key: string) => string): void {
  if (shortage === null) return;
  throw new TongbanError('RATE_LIMITED', message(shortage.key), {
    retryAfter: Math.ceil(shortage.waitMs / 1_000),
  });
}
