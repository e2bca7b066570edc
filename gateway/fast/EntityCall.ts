import type { AskedEntities } from './AskedEntities.ts';

/** Entities that one endpoint is asked for. */
export interface EntityCall extends AskedEntities {
  readonly url: string;
  /** The endpoint's prefix; `null` for a subgraph without partitions. */
  readonly jurisdiction: string | null;
}
