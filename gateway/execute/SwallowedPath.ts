/** A place that an error below it has nulled, in the keys of the fetch. */
export interface SwallowedPath {
  readonly at: readonly (string | number)[];
  /** Where the error is, as far as it is known. */
  readonly error: readonly (string | number)[];
}
