import type { PlaceStore } from './inbound/PlaceStore.ts';
import type { Clock } from './transport/Clock.ts';

/** What an adapter needs of the process it runs in; injected, so that tests own time and chance. */
export interface AdapterResources {
  /** Epoch ms. */
  readonly now: () => number;
  /** Of pauses, which must not last longer because the wall clock was set; default: the process's monotonic clock. */
  readonly clock?: Clock;
  /** A fresh random text of 16 to 32 letters and digits, never the same twice. */
  readonly nonce: () => string;
  /** Told when a system's circuit breaker changes, for metrics; must not throw. */
  readonly onBreakerState: (operation: string, state: 'closed' | 'open' | 'half-open') => void;
  /** Milliseconds for which callers wait, where that is less than the seconds that a place is given. */
  readonly patienceMs?: number;
  /**
   * What the place's system sent us; `null` where the server has no database. A dialect that cannot do without refuses
   * to be connected then, with a `TypeError` that names the setting.
   */
  readonly store: PlaceStore | null;
  /** Told what went wrong where nobody is waiting for an answer; must not throw. Never with personal data. */
  readonly onInboundFault: (fault: {
    readonly kind: string;
    readonly reason: string;
    /** A part of a message that was taken, and stands in the inbox beside it: nothing that needs anybody now. */
    readonly isPart?: boolean;
  }) => void;
}
