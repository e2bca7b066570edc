import type { IncomingOperation } from './readHead.ts';
import type { RecordOutcome } from './readRecords.ts';
import type { Head } from './wire.ts';

/** A package that was read and may be stored. */
export interface ReadMessage {
  readonly head: Head;
  readonly operation: IncomingOperation;
  readonly outcomes: readonly RecordOutcome[];
  /** 返回码 of a feedback that failed as a whole. */
  readonly failure: string | null;
}
