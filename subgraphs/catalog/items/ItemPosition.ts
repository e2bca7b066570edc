/** Where an item stands in a list: by how well it matches, then in the order of the catalogue. */
export interface ItemPosition {
  /** 0 is the best match. */
  readonly rank: number;
  readonly position: number;
}
