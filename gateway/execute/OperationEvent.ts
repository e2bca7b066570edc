import type { OperationResult } from './executeOperation.ts';

/** What a subscriber is told. */
export interface OperationEvent {
  /** A stream that is opened with it as `lastEventId` goes on after this event; `null` where the source gives no ids. */
  readonly id: string | null;
  /** `null`: nothing happened, only the id is known now. */
  readonly result: OperationResult | null;
}
