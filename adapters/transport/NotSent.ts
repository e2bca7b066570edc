/**
 * The cause of an error that is certain to have happened before the first byte of a request left us, or, where nobody reads
 * part of one, before its last byte did.
 *
 * A write that failed so had no effect and may be sent again; without this cause its outcome is unknown.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}
