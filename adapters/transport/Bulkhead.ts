import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { abandonment } from './abandonment.ts';
import { NotSent } from './NotSent.ts';

export interface BulkheadLimits {
  /** Calls at the system at one time. */
  readonly maxInFlight: number;
  /** Calls that may wait for a place; the next one is refused. */
  readonly maxQueued: number;
}

const RETRY_AFTER_SECONDS = 1;

/**
 * Keeps one system from taking more of this process than its share.
 *
 * First come, first served. A waiter whose caller gives up leaves the queue at once, and a place that falls free goes to
 * the first waiter directly: nobody can slip in between.
 */
export class Bulkhead {
  readonly #jurisdiction: DivisionCode;
  readonly #limits: BulkheadLimits;
  readonly #waiters = new Set<() => void>();
  #inFlight = 0;

  constructor(jurisdiction: DivisionCode, limits: BulkheadLimits) {
    this.#jurisdiction = jurisdiction;
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#waiters.size;
  }

  /**
   * Waits for a place.
   *
   * @returns gives the place back; must be called once, when the work has really ended.
   * @throws {TongbanError} `JURISDICTION_BUSY` when the queue is full; the caller's reason when the signal fires.
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw abandonment(signal);
    if (this.#inFlight < this.#limits.maxInFlight) {
      this.#inFlight += 1;
    } else {
      if (this.#waiters.size >= this.#limits.maxQueued) throw this.#busy();
      await this.#turn(signal);
    }
    return () => this.#leave();
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiters.delete(takePlace);
        reject(abandonment(signal));
      };
      const takePlace = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      this.#waiters.add(takePlace);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** Hands the place over without freeing it in between. */
  #leave(): void {
    const [next] = this.#waiters;
    if (next) {
      this.#waiters.delete(next);
      next();
    } else {
      this.#inFlight -= 1;
    }
  }

  #busy(): TongbanError {
    return new TongbanError('JURISDICTION_BUSY', `${this.#jurisdiction} has too many calls waiting`, {
      jurisdiction: this.#jurisdiction,
      retryAfter: RETRY_AFTER_SECONDS,
      cause: new NotSent('the queue is full'),
    });
  }
}
