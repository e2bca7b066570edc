import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import { HeldAnswers } from '../upstream/HeldAnswers.ts';

/** Asks for entities anew behind the back of requests: each entity once at a time, and not too many in all. */
export class Refreshes {
  readonly #most: number;
  readonly #limitMs: number;
  readonly #names = new Set<string>();
  readonly #open = new Set<AbortController>();
  #isClosed = false;

  /** @param most - under way at a time. @param limitMs - how long one may take. */
  constructor(most: number, limitMs: number) {
    this.#most = most;
    this.#limitMs = limitMs;
  }

  /**
   * Begins to refresh those of the entities that nobody refreshes, if there is room.
   *
   * @param work - gets their indices and a context of the same caller with a deadline of its own; its failure is nobody's.
   */
  begin(
    names: readonly string[],
    context: GatewayRequestContext,
    work: (indices: readonly number[], context: GatewayRequestContext) => Promise<void>,
  ): void {
    if (this.#isClosed || this.#open.size >= this.#most) return;
    const indices = [...names.keys()].filter((index) => !this.#names.has(names[index] ?? ''));
    if (indices.length === 0) return;
    const claimed = indices.map((index) => names[index] ?? '');
    for (const name of claimed) this.#names.add(name);

    const abort = new AbortController();
    this.#open.add(abort);
    // A deadline, which an endpoint is judged by, and no client who leaves.
    const late = () => abort.abort(new TongbanError('DEADLINE_EXCEEDED', 'The refresh took too long'));
    const timer = setTimeout(late, this.#limitMs);
    const deadlineAt = performance.now() + this.#limitMs;
    const own = { ...context, signal: abort.signal, deadlineAt, held: new HeldAnswers() };
    const end = (): void => {
      clearTimeout(timer);
      this.#open.delete(abort);
      for (const name of claimed) this.#names.delete(name);
    };
    // What it was to refresh is still there, and the next request tries again.
    void work(indices, own).then(end, end);
  }

  /** Ends those under way, and begins none. */
  close(): void {
    this.#isClosed = true;
    for (const abort of this.#open) abort.abort(new Error('the gateway is stopping'));
  }
}
