/** A file of results that is none: acknowledged as such, so that the hub sends it anew. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}
