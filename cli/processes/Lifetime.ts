import { describeFailure } from './describeFailure.ts';
import type { ProcessLog } from './ProcessLog.ts';

/** Ends one thing. Gets the milliseconds that are left for it and everything started before it. */
export type Stop = (withinMs: number) => Promise<void> | void;

/** Why a process ends: it was asked to, or it cannot go on. */
export type Ending = { readonly kind: 'asked' } | { readonly kind: 'failed'; readonly reason: string };

/**
 * What a process has started and has to end again, in reverse order, whether or not its start came to its end.
 */
export class Lifetime {
  /** Settles with the first reason to end. */
  readonly ending: Promise<Ending>;
  readonly #controller = new AbortController();
  readonly #stops: Stop[] = [];
  readonly #log: ProcessLog;
  #settle: (ending: Ending) => void = () => undefined;

  constructor(log: ProcessLog) {
    this.#log = log;
    this.ending = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Aborts when the end begins: a start that is under way gives up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Registers how to end what was just started; call it before the next thing starts. */
  onStop(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Asks for the end; later calls change nothing. */
  end(): void {
    this.#begin({ kind: 'asked' });
  }

  /** Ends because this process cannot do its work any more. */
  fail(reason: string): void {
    this.#begin({ kind: 'failed', reason });
  }

  /**
   * Ends everything, the youngest first; what was registered meanwhile too.
   *
   * @param withinMs - for all together; when it is over, the rest is told to end at once.
   * @returns whether everything ended, and in time.
   */
  async close(withinMs: number): Promise<boolean> {
    const endAt = performance.now() + withinMs;
    let clean = true;
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
      clean = (await this.#close(stop, Math.max(0, endAt - performance.now()))) && clean;
    }
    return clean && performance.now() <= endAt;
  }

  #begin(ending: Ending): void {
    this.#settle(ending);
    this.#controller.abort();
  }

  async #close(stop: Stop, leftMs: number): Promise<boolean> {
    try {
      await stop(leftMs);
      return true;
    } catch (error) {
      // The others must end all the same.
      this.#log.error(`could not stop cleanly: ${describeFailure(error)}`);
      return false;
    }
  }
}
