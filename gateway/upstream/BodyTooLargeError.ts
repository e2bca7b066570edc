/** A body is larger than may be read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}
