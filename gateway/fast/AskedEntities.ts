import type { Hole } from './AnswerCutter.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/** Entities of one fetch that are asked for. */
export interface AskedEntities {
  readonly fetch: FastEntityFetch;
  /** Representations, as JSON whose characters are bytes. */
  readonly texts: string[];
  /** Where each of them goes; the client may get it at several places. */
  readonly holes: (readonly Hole[])[];
}
