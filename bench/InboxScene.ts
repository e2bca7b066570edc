/** One way of sending to the inbox. */
export interface InboxScene {
  readonly recordsPerMessage: number;
  /** How many messages are on their way at any moment, shared out between two replicas. */
  readonly senders: number;
  /** Whether each message is sent twice, one right after the other. */
  readonly twice: boolean;
}

/** What a scene came to. */
export interface InboxMeasurement extends InboxScene {
  /** ms. */
  readonly wall: number;
  readonly stored: number;
  /** Of every message, the repeated ones too: ms until it may be acknowledged. */
  readonly waits: readonly number[];
  /** Messages that were taken twice, or not at all. */
  readonly wrong: number;
}
