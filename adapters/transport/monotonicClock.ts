import { performance } from 'node:perf_hooks';
import type { Clock } from './Clock.ts';

/** The process's own monotonic clock. */
export const monotonicClock: Clock = {
  now: () => performance.now(),
  schedule: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
