import type { ServerResponse } from 'node:http';
import type { RosterMember } from '../../domain/Roster.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** Left of the budget for writing the answer and its way back. */
const RESERVE_MS = 50;
/** setTimeout fires at once beyond 31 bits; no call lives that long anyway. */
const LONGEST_BUDGET_MS = 60_000;

/** The abort signal of one call: the caller's deadline, the caller hanging up, or this server stopping. */
export class CallSignal implements RosterMember {
  seat = -1;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param budgetMs - milliseconds until the caller gives up; the signal aborts 50 ms earlier. */
  constructor(budgetMs: number, response: ServerResponse) {
    const remainingMs = Math.min(budgetMs, LONGEST_BUDGET_MS) - RESERVE_MS;
    if (remainingMs <= 0) this.abort('The call arrived too late to be answered');
    this.#timer = setTimeout(() => this.abort('The call ran out of time'), Math.max(0, remainingMs));
    response.once('close', () => {
      if (!response.writableFinished) this.abort('The caller hung up');
      this.release();
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts with DEADLINE_EXCEEDED; the first reason stays. */
  abort(message: string): void {
    if (!this.signal.aborted) this.#controller.abort(new TongbanError('DEADLINE_EXCEEDED', message));
  }

  /** The call is answered: nothing aborts it any more. */
  release(): void {
    clearTimeout(this.#timer);
  }
}
