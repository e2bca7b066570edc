/** The rename of a marker was begun and failed: a file system that is away may have done it all the same. */
export class MarkerInDoubt extends Error {
  override readonly name = 'MarkerInDoubt';
}
