import { setMaxListeners } from 'node:events';
import { TongbanError } from '../../domain/TongbanError.ts';

/** The time that the work on one event has; its signal aborts at the end of it, or with the stream. */
export class EventDeadline {
  /** On the scale of `performance.now()`. */
  readonly at: number;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #stream: AbortSignal;
  readonly #follow = (): void => this.#controller.abort(this.#stream.reason);

  constructor(ms: number, stream: AbortSignal) {
    this.at = performance.now() + ms;
    this.#stream = stream;
    // Every call of the event's plan listens; Node would call that a leak from the eleventh on.
    setMaxListeners(0, this.#controller.signal);
    this.#timer = setTimeout(
      () => this.#controller.abort(new TongbanError('DEADLINE_EXCEEDED', 'The event ran out of time')),
      ms,
    );
    if (stream.aborted) this.#follow();
    else stream.addEventListener('abort', this.#follow);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The event is told, or was given up. */
  release(): void {
    clearTimeout(this.#timer);
    this.#stream.removeEventListener('abort', this.#follow);
  }
}
