/** The running part of an adapter. */
export interface RunningInbound {
  /** Where the system reaches us, for the operator to tell it; `null` where we fetch. */
  readonly url: string | null;
  /** Takes nothing new, finishes and acknowledges what was begun; resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Gives up what reads need, once none is served any more; after `stop`. Default: reads need nothing that runs. */
  close?(): Promise<void>;
}

/** What an adapter does between reads, for a system that calls us or leaves things for us to collect. */
export interface Inbound {
  /**
   * Begins to take what the system sends. A failure after the start is told to the log and mended by itself.
   *
   * @throws {Error} with one line naming the place, when it cannot begin (an address that is taken).
   */
  start(): Promise<RunningInbound>;
}
