/** Codes of steps that are parked although their place has said what became of them. */
export const PARKED_FOR = {
  /** It said two things. */
  CONTRADICTED: 'CONTRADICTED',
  /** It refused, after something was done that nothing undoes. */
  REFUSED_PAST_PIVOT: 'REFUSED_PAST_PIVOT',
  /** It refused to take something back. */
  UNDO_REFUSED: 'UNDO_REFUSED',
} as const;
