import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { type LinkedAbort, linkAbort } from './linkAbort.ts';
import type { TransportLimits } from './transportLimits.ts';

/**
 * The header, idle and total timers of one exchange, in one abort signal that also follows the caller's.
 *
 * Node's own timers, because those of undici are up to a second late and stop counting while a request is queued.
 */
export class ExchangeTimers {
  readonly #link: LinkedAbort;
  readonly #total: NodeJS.Timeout;
  readonly #limits: TransportLimits;
  readonly #jurisdiction: DivisionCode;
  #phase: NodeJS.Timeout;

  constructor(limits: TransportLimits, jurisdiction: DivisionCode, signal: AbortSignal) {
    this.#limits = limits;
    this.#jurisdiction = jurisdiction;
    this.#link = linkAbort(signal);
    this.#total = this.#after(limits.totalMs, 'finish its answer');
    this.#phase = this.#after(limits.headersMs, 'begin its answer');
  }

  /** Aborted with a `JURISDICTION_TIMEOUT`, or with the caller's reason. */
  get signal(): AbortSignal {
    return this.#link.signal;
  }

  headersArrived(): void {
    clearTimeout(this.#phase);
    this.#phase = this.#after(this.#limits.idleMs, 'go on with its answer');
  }

  dataArrived(): void {
    this.#phase.refresh();
  }

  stop(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#phase);
    this.#link.unlink();
  }

  #after(delayMs: number, what: string): NodeJS.Timeout {
    return setTimeout(() => {
      const message = `${this.#jurisdiction} did not ${what} in time`;
      this.#link.abort(
        new TongbanError('JURISDICTION_TIMEOUT', message, { jurisdiction: this.#jurisdiction }),
      );
    }, delayMs);
  }
}
