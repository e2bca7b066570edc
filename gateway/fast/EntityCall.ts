import type { FastEntityFetch } from './FastOperation.ts';

/** An entity that is asked for; the client may get it at several places. */
export interface Fate {
  /** What the client gets. */
  text: string;
}

/** Text for the client, be it there already or not. */
export type PlannedPiece = string | Fate;

/** Entities that one endpoint is asked for. */
export interface EntityCall {
  readonly fetch: FastEntityFetch;
  readonly url: string;
  /** The endpoint's prefix; `null` for a subgraph without partitions. */
  readonly jurisdiction: string | null;
  /** Representations, as JSON whose characters are bytes. */
  readonly texts: string[];
  /** Of each of them. */
  readonly fates: Fate[];
}
