/** What a coverage row is worth to somebody who asks. */
export const COVERAGE_CERTAINTIES = [
  /** The source says so: it can be handed in. */
  'STATED',
  /** The source leaves the items or the places open, so nobody can tell from it. */
  'POSSIBLE',
  /** Something says so, but no published text bears it out: a list from memory, a single case, no first day. */
  'UNCONFIRMED',
] as const;
export type CoverageCertainty = (typeof COVERAGE_CERTAINTIES)[number];
