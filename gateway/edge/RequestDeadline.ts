import { setMaxListeners } from 'node:events';
import type { RosterMember } from '../../domain/Roster.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Cancellation, CancellationListener } from '../Cancellation.ts';
import type { Exchange } from './Exchange.ts';

/** What is left of an answer after the deadline may still be put together for so long. */
const GRACE_MS = 25;

/** One request's time: it is cancelled at the deadline, or when the client goes away. */
export class RequestDeadline implements Cancellation, RosterMember {
  /** On the scale of `performance.now()`. */
  readonly at: number;
  aborted = false;
  seat = -1;
  reason: unknown;
  #listeners: CancellationListener[] = [];
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout;
  #onLate: ((error: TongbanError) => void) | undefined;

  constructor(ms: number, exchange: Exchange) {
    this.at = performance.now() + ms;
    this.#timer = setTimeout(runOut, ms, this);
    exchange.onClose((isAnswered) => {
      if (!isAnswered) this.#abort(new Error('the client went away'));
      this.release();
    });
  }

  /** For those who know nothing else; made when it is first asked for. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      // Every call of an operation listens; Node would call that a leak from the eleventh on.
      setMaxListeners(0, this.#controller.signal);
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  addEventListener(_: 'abort', listener: CancellationListener): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_: 'abort', listener: CancellationListener): void {
    const index = this.#listeners.indexOf(listener);
    if (index === -1) return;
    // Their order does not matter.
    const last = this.#listeners.pop();
    if (last !== undefined && index < this.#listeners.length) this.#listeners[index] = last;
  }

  /** Aborts at once, and lets the work have a moment to put together what it has; the first reason stays. */
  giveUp(reason: TongbanError): void {
    this.#abort(reason);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onLate?.(reason), GRACE_MS);
  }

  /** @param listener - told shortly after the deadline, where the work still goes on: DEADLINE_EXCEEDED. */
  onLate(listener: (error: TongbanError) => void): void {
    this.#onLate = listener;
  }

  /** The request is answered: nothing aborts it any more. */
  release(): void {
    clearTimeout(this.#timer);
  }

  #abort(reason: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    // Whoever leaves meanwhile is told nothing; those that wait behind others leave before these make room.
    for (let next = this.#listeners.pop(); next !== undefined; next = this.#listeners.pop())
      next.handleEvent();
  }
}

const runOut = (deadline: RequestDeadline): void =>
  deadline.giveUp(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));
