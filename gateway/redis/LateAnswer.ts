/** An answer did not come in time: whoever asked goes on without it. It may come yet, with what was done meanwhile. */
export class LateAnswer extends Error {
  /** Rejects where it never comes. */
  readonly answer: Promise<unknown>;

  constructor(answer: Promise<unknown>) {
    super('Redis did not answer in time');
    this.answer = answer;
  }
}
