import { TongbanError } from '../../../domain/TongbanError.ts';

export interface TurnsOptions {
  /** How many work at the same time. */
  readonly atOnce: number;
  /** How many more may wait for it. */
  readonly waiting: number;
}

/** Lets a few work at a time and some wait: a flood of one kind of question leaves all others their connections. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #queue = new Set<() => void>();
  #working = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Does the work when it is its turn, in the order of the calls.
   *
   * @throws {TongbanError} RATE_LIMITED, retryable, where too many wait already; or the reason of `signal`, whose work
   *   is then never begun.
   */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#working >= this.#options.atOnce) await this.#wait(signal);
    else this.#working += 1;
    try {
      return await work();
    } finally {
      this.#passOn();
    }
  }

  /** Ends with the turn of the one that passed it on. */
  async #wait(signal: AbortSignal): Promise<void> {
    if (this.#queue.size >= this.#options.waiting)
      throw new TongbanError('RATE_LIMITED', 'too many questions wait for the catalogue; ask again', {
        retryAfter: 1,
      });
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#queue.delete(begin);
        reject(signal.reason);
      };
      this.#queue.add(begin);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #passOn(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#working -= 1;
      return;
    }
    this.#queue.delete(next);
    next();
  }
}
