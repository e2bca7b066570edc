import type { Cancellation, CancellationListener } from '../Cancellation.ts';

/** Who waits for a piece of work that requests share: it need not be done for clients that have all left. */
export class Demand {
  readonly #waiting = new Map<Cancellation, CancellationListener>();
  #isLasting = false;
  #isGivenUp = false;
  #onUnwanted: (() => void) | undefined;

  /** @param request - whose end takes its wish away; without one the work is wanted whatever happens. */
  join(request: Cancellation | undefined): void {
    if (request === undefined) this.#isLasting = true;
    if (request === undefined || request.aborted || this.#waiting.has(request)) return;
    const listener = { handleEvent: () => this.#leave(request) };
    this.#waiting.set(request, listener);
    request.addEventListener('abort', listener);
  }

  get isWanted(): boolean {
    return this.#isLasting || this.#waiting.size > 0;
  }

  /** Whoever asks now must have the work begun anew. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** Whether to begin with it: what nobody waits for is given up. */
  claim(): boolean {
    if (!this.isWanted) this.giveUp();
    return this.isWanted;
  }

  /** @param listen - called whenever the last one leaves; others may come yet. */
  watch(listen: () => void): void {
    this.#onUnwanted = listen;
  }

  /** The work was not wanted, and was left. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  /** The work is over: what lives on, as subscriptions do, is not to hold it in memory. */
  end(): void {
    for (const [request, listener] of this.#waiting) request.removeEventListener('abort', listener);
    this.#waiting.clear();
    this.#onUnwanted = undefined;
  }

  #leave(request: Cancellation): void {
    this.#waiting.delete(request);
    if (!this.isWanted) this.#onUnwanted?.();
  }
}
