import type { RecordPlace } from './RecordPlace.ts';

/** How far the national index stands behind what the locator knows of a holder. */
export interface IndexReport {
  readonly state: 'CURRENT' | 'STALE' | 'NEVER_ASKED' | 'NOT_CONNECTED';
  /** When the index last answered about this holder, epoch ms; `null` where it never did. */
  readonly checkedAt: number | null;
}

/** Everything the locator knows of one holder. */
export interface LocatedHolder {
  /** Each place once, in order of division code. */
  readonly places: readonly RecordPlace[];
  readonly index: IndexReport;
}
