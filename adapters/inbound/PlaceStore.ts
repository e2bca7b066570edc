import type { StepAnswers } from '../steps/StepAnswers.ts';
import type { Inbox } from './Inbox.ts';
import type { Leases } from './Leases.ts';
import type { PushedRecords } from './PushedRecords.ts';
import type { RequestBook } from './RequestBook.ts';

/** The small store that stands on the jurisdiction's side of us, for one place; shared by all replicas of its server. */
export interface PlaceStore {
  readonly records: PushedRecords;
  readonly inbox: Inbox;
  readonly requests: RequestBook;
  readonly leases: Leases;
  /** What the place's system says of steps of cases by itself. */
  readonly steps: StepAnswers;
  /**
   * A keyed digest, 64 hexadecimal digits: the same in all replicas for equal bytes. Unlike a plain digest it may stand
   * in an id, a reference or a log though the bytes name people: nobody without the store key can try numbers on it.
   */
  digest(bytes: Uint8Array): string;
}
