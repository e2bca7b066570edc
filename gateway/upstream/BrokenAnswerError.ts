/** An answer began, and its connection or its bytes did not bring it to an end; `cause` is undici's error. */
export class BrokenAnswerError extends Error {
  override readonly name = 'BrokenAnswerError';
}
