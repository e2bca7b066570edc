import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Cancellation } from '../../Cancellation.ts';
import { BodyTooLargeError } from '../BodyTooLargeError.ts';
import type { HeldAnswers } from '../HeldAnswers.ts';
import type { PostAnswer } from '../PostAnswer.ts';
import type { CallListener } from './CallListener.ts';

/** A call that is waited for. */
export interface AwaitedCall {
  readonly service: string;
  /**
   * This one waits no longer.
   *
   * @param isLate - whether the gateway's patience is over; else the client has gone, which is no fault of the endpoint.
   */
  leave(waiter: CallWaiter, isLate: boolean): void;
}

export interface CallWait {
  readonly call: AwaitedCall;
  /** From now, in ms. */
  readonly limitMs: number;
  /** Whether the limit is the endpoint's, not that of the request. */
  readonly isEndpointLimit: boolean;
  readonly signal: Cancellation;
  readonly listener: CallListener;
  /** Of the request that it waits for. */
  readonly held: HeldAnswers | undefined;
}

const ONCE = { once: true } as const;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One request that waits for a call, with a limit and a signal of its own. */
export class CallWaiter {
  readonly #wait: CallWait;
  readonly #timer: NodeJS.Timeout | undefined;
  /** Counted among what is held for the request. */
  #bytes = 0;

  constructor(wait: CallWait) {
    this.#wait = wait;
    // Whoever is cancelled at the deadline anyway needs no clock for it.
    const needsTimer = wait.isEndpointLimit || wait.signal.at === undefined;
    if (needsTimer) this.#timer = setTimeout(endLate, Math.min(wait.limitMs, LONGEST_TIMER_MS), this);
    wait.signal.addEventListener('abort', this, ONCE);
  }

  /** @returns whether its request may hold so much more of the answer; counts it when so. */
  take(bytes: number, most: number): boolean {
    const { held } = this.#wait;
    if (held === undefined) return true;
    if (!held.take(bytes, this.#bytes, most)) return false;
    this.#bytes += bytes;
    return true;
  }

  /** It waits no longer for what would be too much beside the other answers to its request. */
  refuse(): void {
    this.#giveUp(
      new BodyTooLargeError('all to one request are larger than upstreams.allAnswersBytes'),
      false,
    );
  }

  answer(answer: PostAnswer): void {
    this.#release();
    // Of other attempts nothing is held.
    this.#wait.held?.giveBack(this.#bytes - answer.body.length);
    this.#wait.listener.onAnswer(answer);
  }

  fail(error: unknown): void {
    this.#release();
    this.#wait.held?.giveBack(this.#bytes);
    this.#wait.listener.onFailure(error);
  }

  /** The signal has aborted. */
  handleEvent(): void {
    const { reason } = this.#wait.signal;
    this.#giveUp(new Error('aborted', { cause: reason }), reason instanceof TongbanError);
  }

  /** The time is over. */
  expire(): void {
    // Made only when it is needed: the stack of an error costs as much as signing the call.
    this.#giveUp(
      this.#wait.isEndpointLimit
        ? new TongbanError('JURISDICTION_TIMEOUT', `${this.#wait.call.service} did not answer in time`)
        : new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'),
      true,
    );
  }

  #giveUp(error: Error, isLate: boolean): void {
    this.fail(error);
    this.#wait.call.leave(this, isLate);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#wait.signal.removeEventListener('abort', this);
  }
}

const endLate = (waiter: CallWaiter): void => waiter.expire();
