/** One page of a list that may be long; `endCursor` is opaque to callers and `null` on the last page. */
export interface Page<T> {
  /** When the place's system says this was true, epoch ms; `null` where it does not say. */
  readonly asOf: number | null;
  readonly nodes: readonly T[];
  readonly endCursor: string | null;
}

/** Which page: `after` is an `endCursor` of the same list, `null` for the first page. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}
