/** The system gives no thread to plan on, or its program is not there. */
export class NoPlanningThread extends Error {
  override readonly name = 'NoPlanningThread';

  /** @param cause - why; where it is known. */
  constructor(cause?: unknown) {
    super('no thread can be begun to plan on', { cause });
  }
}
