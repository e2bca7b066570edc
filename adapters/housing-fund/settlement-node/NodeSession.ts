/** A session of our node, as a sign-in gave it. */
export interface NodeSession {
  /** 会话密钥, 16 bytes. */
  readonly key: Buffer;
  /** Until when it may be used, by the monotonic clock, ms. */
  readonly usableUntil: number;
}
