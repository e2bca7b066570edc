import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';

/** What every adapter of a server is given: the clock, chance, and somebody to tell when a breaker changes. */
export function placeResources(jurisdiction: string, logger: Logger) {
  return {
    now: () => Date.now(),
    nonce: () => randomBytes(12).toString('hex'),
    onBreakerState: (operation: string, state: 'closed' | 'open' | 'half-open') =>
      logger.warn({ jurisdiction, operation, state }, 'circuit breaker'),
  };
}
