/** An issuer's keys cannot be had, so that nothing can be said about its tokens. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}
