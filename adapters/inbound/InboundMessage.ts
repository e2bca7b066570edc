import type { PushedRecord } from './PushedRecord.ts';

/** A part of a message that could not be taken; the other parts count. */
export interface InboundFault {
  /** Which part, in the system's own counting: a RECORD number, a line number. Never personal data. */
  readonly part: string;
  /** What is wrong with it, in words for an operator. Never personal data. */
  readonly reason: string;
}

/** One message, row or file of a place's system, read by its adapter. */
export interface InboundMessage {
  /**
   * The system's own identification of it: the same message sent twice carries the same id. Never personal data, nor a
   * digest of any that `PlaceStore.digest` did not make.
   */
  readonly id: string;
  /** The kind of message, a constant of the dialect. */
  readonly kind: string;
  /** When the system says it was sent, epoch ms; `null` where it does not say. A claim: nothing is decided by it. */
  readonly sentAt: number | null;
  /**
   * Which of two messages counts where both tell of the same instant: the one of the greater tie, in whatever order they
   * come, and of equal ties the one that came last. A number by which the system itself orders what it writes (a serial
   * number, the epoch ms at which it was written); non-negative, below 2^63.
   */
  readonly tie: bigint;
  /** As it came, byte for byte; sealed at rest, kept for the help desk and for reading it anew after a mended adapter. */
  readonly body: Uint8Array;
  /** The request of ours that it answers, see `RequestBook`; `null` for what came by itself. */
  readonly answers: string | null;
  readonly records: readonly PushedRecord[];
  readonly faults: readonly InboundFault[];
}
