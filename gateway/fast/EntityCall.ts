import type { Hole } from './AnswerCutter.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/** Entities that one endpoint is asked for. */
export interface EntityCall {
  readonly fetch: FastEntityFetch;
  readonly url: string;
  /** The endpoint's prefix; `null` for a subgraph without partitions. */
  readonly jurisdiction: string | null;
  /** Representations, as JSON whose characters are bytes. */
  readonly texts: string[];
  /** Where each of them goes; the client may get it at several places. */
  readonly holes: (readonly Hole[])[];
}
