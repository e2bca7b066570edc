import { performance } from 'node:perf_hooks';
import type { LeaseClock } from './LeaseClock.ts';

/** The process's own monotonic clock. */
export const processClock: LeaseClock = {
  now: () => performance.now(),
  schedule: (delayMs, action) => {
    const timer = setTimeout(action, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
