/** A body is larger, or nested more deeply, than may be read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}
