import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { BreakerStates } from '../../domain/breakerStates.ts';

type BreakerState = BreakerStates extends ReadonlyMap<string, infer State> ? State : never;

/**
 * What every adapter of a server is given: the clock, chance, and somebody to tell when a breaker changes.
 *
 * @param breakers - kept up to date: the breakers that have ever changed.
 */
export function placeResources(jurisdiction: string, logger: Logger, breakers: Map<string, BreakerState>) {
  return {
    now: () => Date.now(),
    nonce: () => randomBytes(12).toString('hex'),
    onBreakerState: (operation: string, state: BreakerState) => {
      breakers.set(operation, state);
      logger.warn({ jurisdiction, operation, state }, 'circuit breaker');
    },
    store: null,
    onInboundFault: (fault: { readonly kind: string; readonly reason: string }) => {
      logger.warn({ jurisdiction, ...fault }, 'inbound');
    },
  };
}
