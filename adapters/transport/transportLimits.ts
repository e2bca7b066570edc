/** Bounds of one exchange with one system. Every time is also cut short by what is left of the caller's deadline. */
export interface TransportLimits {
  /** Milliseconds until the TCP or TLS connection stands; measured by a coarse timer, up to 1 s late. */
  readonly connectMs: number;
  /** Milliseconds from sending the request to the last byte of the answer's headers. */
  readonly headersMs: number;
  /** Milliseconds without a byte of the body. */
  readonly idleMs: number;
  /** Milliseconds for the whole exchange; what stops a system that sends a byte a second. */
  readonly totalMs: number;
  /** Bytes of the answer's body. */
  readonly maxBytes: number;
  /** Levels of nesting in JSON or XML. */
  readonly maxDepth: number;
  /** Open connections to the system; keep it at or above the bulkhead's calls in flight. */
  readonly connections: number;
}

export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = {
  connectMs: 2_000,
  headersMs: 8_000,
  idleMs: 4_000,
  totalMs: 10_000,
  maxBytes: 8 * 1024 * 1024,
  maxDepth: 64,
  connections: 16,
};
