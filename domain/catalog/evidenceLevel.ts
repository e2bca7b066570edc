/** 依据性质: how it is known that something is done this way, the surest first. */
export type EvidenceLevel =
  /** Stated in the encyclopedia article 跨省通办. */
  | 'ARTICLE'
  /** Stated in another retrieved text, or visible in public code. */
  | 'FOUND'
  /** General knowledge, unverified. */
  | 'RECALLED'
  /** Our own engineering. */
  | 'INFERRED';
