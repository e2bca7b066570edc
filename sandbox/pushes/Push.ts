import type { AnswerTwist } from '../AnswerTwist.ts';
import type { World } from '../world/World.ts';

/** A message of a system to its partner, byte for byte. */
export interface RawPush {
  /** Of HTTP, none on other transports. Names in lower case; `content-type` included, `content-length` left to the sender. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the system, after this answer of its partner, has no reason to send the message again. */
  isSettledBy(answer: PartnerAnswer): boolean;
  /** What the system sends because of an answer that settles the message. */
  followUps?(answer: PartnerAnswer): readonly Push[];
}

/** What the partner said to a message. */
export interface PartnerAnswer {
  /** Of HTTP; 0 on other transports. */
  readonly status: number;
  readonly body: Buffer;
}

/** One message that a system owes its partner until the partner acknowledges it. */
export interface Push {
  /** Set out before the answer to the call that brought it about. */
  readonly isEarly: boolean;
  /** Sent so often at the same moment, though once would do. */
  readonly copies: number;
  /** Not sent before so many milliseconds after it was put to the others; 0 when not given. */
  readonly delayMs?: number;
  /**
   * The message as it is sent now: the same bytes every time, unless `world` or `twist` differ.
   *
   * @returns `null` while the system cannot send it.
   */
  write(world: World, twist: AnswerTwist): RawPush | null;
}
