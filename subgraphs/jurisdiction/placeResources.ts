import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { PlaceStore } from '../../adapters/inbound/PlaceStore.ts';
import type { BreakerStates } from '../../domain/breakerStates.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';

type BreakerState = BreakerStates extends ReadonlyMap<string, infer State> ? State : never;

export interface PlaceResourcesOptions {
  readonly jurisdiction: DivisionCode;
  readonly logger: Logger;
  /** Kept up to date: the breakers that have ever changed. */
  readonly breakers: Map<string, BreakerState>;
  readonly store: PlaceStore | null;
}

interface InboundFault {
  readonly kind: string;
  readonly reason: string;
  readonly isPart?: boolean;
}

/**
 * What every adapter of a server is given: the clock, chance, what the place's system sent us, and somebody to tell
 * when a breaker changes or when something fails that nobody waits for.
 */
export function placeResources({ jurisdiction, logger, breakers, store }: PlaceResourcesOptions) {
  return {
    now: () => Date.now(),
    nonce: () => randomBytes(12).toString('hex'),
    onBreakerState: (operation: string, state: BreakerState) => {
      breakers.set(operation, state);
      logger.warn({ jurisdiction, operation, state }, 'circuit breaker');
    },
    store,
    onInboundFault: ({ isPart = false, ...fault }: InboundFault) => {
      logger[isPart ? 'info' : 'warn']({ jurisdiction, ...fault }, 'inbound');
    },
  };
}
