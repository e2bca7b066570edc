import type { InboundMessage } from './InboundMessage.ts';

/** A message that nobody can read as a whole. */
export interface UnreadableMessage {
  /** `null` where not even that could be read; it is then deduped by its bytes. */
  readonly id: string | null;
  readonly body: Uint8Array;
  /** For an operator; never personal data. */
  readonly reason: string;
}

/** What a place's system sends: durable before the system is told that we have it. */
export interface Inbox {
  /**
   * Stores the message, its records and its faults, all or nothing; acknowledge after it has resolved. Safe to repeat
   * and safe among replicas: of several calls with one id exactly one is `TAKEN`, the others change nothing. Those with
   * the body that was taken are `DUPLICATE`, those with another one `CONFLICT`.
   *
   * @throws {TongbanError} INTERNAL_SERVER_ERROR when it could not be stored: do not acknowledge.
   */
  take(message: InboundMessage): Promise<'TAKEN' | 'DUPLICATE' | 'CONFLICT'>;
  /**
   * Keeps what cannot be read for an operator to look at; nothing of it counts. Same promises as `take`, among what is
   * kept here: the same message, sent again in a form that can be read, is `TAKEN`.
   */
  quarantine(message: UnreadableMessage): Promise<'TAKEN' | 'DUPLICATE'>;
}
