import type { ServerResponse } from 'node:http';
import { TongbanError } from '../../domain/TongbanError.ts';

/** What is left of an answer after the deadline may still be put together for so long. */
const GRACE_MS = 25;

/** One request's time: its signal aborts at the deadline, or when the client goes away. */
export class RequestDeadline {
  /** On the scale of `performance.now()`. */
  readonly at: number;
  readonly #controller = new AbortController();
  readonly #late: Promise<never>;
  #timer: NodeJS.Timeout;
  #rejectLate: (error: TongbanError) => void = () => undefined;

  constructor(ms: number, response: ServerResponse) {
    this.at = performance.now() + ms;
    this.#late = new Promise((_, reject) => {
      this.#rejectLate = reject;
    });
    this.#late.catch(() => undefined);
    const outOfTime = () => this.giveUp(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));
    this.#timer = setTimeout(outOfTime, ms);
    response.once('close', () => {
      if (!response.writableFinished) this.#abort(new Error('the client went away'));
      this.release();
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts at once, and lets the work have a moment to put together what it has; the first reason stays. */
  giveUp(reason: TongbanError): void {
    this.#abort(reason);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rejectLate(reason), GRACE_MS);
  }

  /**
   * The work's result, if it comes in time.
   *
   * @throws {TongbanError} DEADLINE_EXCEEDED shortly after the deadline, however long the work goes on.
   */
  limit<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#late]);
  }

  /** The request is answered: nothing aborts it any more. */
  release(): void {
    clearTimeout(this.#timer);
  }

  #abort(reason: Error): void {
    if (!this.signal.aborted) this.#controller.abort(reason);
  }
}
