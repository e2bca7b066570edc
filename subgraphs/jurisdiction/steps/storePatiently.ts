import { TongbanError } from '../../../domain/TongbanError.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { StepLimits } from './stepLimits.ts';

/**
 * Stores an outcome, also where the database is away for a moment: what a system has said cannot be asked for again
 * everywhere. Tried again though it may have been stored already; then it is not ours any more, and stands there.
 *
 * @throws {TongbanError} the last failure.
 */
export async function storePatiently<T>(
  store: () => Promise<T>,
  { clock, limits }: { readonly clock: LeaseClock; readonly limits: StepLimits },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store();
    } catch (error) {
      const isWorthIt = error instanceof TongbanError && error.retryable && attempt < limits.storeAttempts;
      if (!isWorthIt) throw error;
      await new Promise<void>((resolve) => void clock.schedule(limits.storeAgainMs, resolve));
    }
  }
}
