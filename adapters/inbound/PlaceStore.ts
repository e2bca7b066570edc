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
}
