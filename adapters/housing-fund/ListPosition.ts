/**
 * A place in a list that grows at its front, counted from the end: there it stays the same, whatever is added.
 */
export interface ListPosition {
  /** Entries from here to the end. */
  readonly remaining: number;
  /** Entries of the whole list when this was written; tells where to look first. */
  readonly total: number;
}
