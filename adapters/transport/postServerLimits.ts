/** Bounds of what strangers may make a listener do. */
export interface PostServerLimits {
  readonly maxBodyBytes: number;
  readonly maxHeaderBytes: number;
  /** Milliseconds for a request's headers, from the connection or the end of the answer before. */
  readonly headersMs: number;
  /** Milliseconds for a whole request, headers included; what stops a sender of one byte a second. */
  readonly requestMs: number;
  /** Milliseconds in which a connection may move no byte, for instance because nobody reads the answer. */
  readonly idleMs: number;
  /** Milliseconds that stopping waits for the answers to whole requests. */
  readonly stopMs: number;
  /** Open connections; further ones are closed at once. */
  readonly maxConnections: number;
}

export const DEFAULT_POST_SERVER_LIMITS: PostServerLimits = {
  maxBodyBytes: 4 * 1024 * 1024,
  maxHeaderBytes: 16 * 1024,
  headersMs: 5_000,
  requestMs: 20_000,
  idleMs: 30_000,
  stopMs: 8_000,
  maxConnections: 64,
};
