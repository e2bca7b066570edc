/** What an adapter needs of the process it runs in; injected, so that tests own time and chance. */
export interface AdapterResources {
  /** Epoch ms. */
  readonly now: () => number;
  /** A fresh random text of 16 to 32 letters and digits, never the same twice. */
  readonly nonce: () => string;
  /** Told when a system's circuit breaker changes, for metrics; must not throw. */
  readonly onBreakerState: (operation: string, state: 'closed' | 'open' | 'half-open') => void;
}
