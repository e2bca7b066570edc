import type { BulkheadLimits } from './Bulkhead.ts';
import type { BreakerLimits } from './CircuitBreaker.ts';

/** How much one system may be asked, and how much it may fail. */
export interface GuardLimits extends BulkheadLimits, BreakerLimits {
  /** Milliseconds for one attempt, waiting for a place not included. */
  readonly callMs: number;
  /** Milliseconds a system must have had before a caller's deadline that ends the call counts as its failure. */
  readonly fairMs: number;
  /** Attempts at one read, the first included. */
  readonly maxAttempts: number;
  /** Milliseconds that the pause before a retry is drawn from, from 0 upwards; doubles with every retry. */
  readonly backOffMs: number;
}

export const DEFAULT_GUARD_LIMITS: GuardLimits = {
  maxInFlight: 16,
  maxQueued: 64,
  maxFailures: 10,
  recentCalls: 20,
  memoryMs: 30_000,
  maxFailingMs: 5_000,
  firstPauseMs: 1_000,
  longestPauseMs: 30_000,
  callMs: 10_000,
  fairMs: 1_000,
  maxAttempts: 3,
  backOffMs: 100,
};
