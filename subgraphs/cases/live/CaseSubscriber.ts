import type { UpdateFilter } from '../storage/readMissedUpdates.ts';
import type { UpdatePosition } from './updatePosition.ts';

/**
 * Who is to be told, and of what so far not. A case stands here once, at the last thing that happened to it: who is slow is
 * told less often, and never too little.
 */
export class CaseSubscriber {
  readonly filter: UpdateFilter;
  readonly #pending = new Map<string, bigint>();
  /** While what was missed is looked up, what happens waits behind it. */
  #later: UpdatePosition[] | null = [];
  #wake: () => void = () => undefined;

  constructor(filter: UpdateFilter) {
    this.filter = filter;
  }

  /** Something happened, in the order of the log. */
  offer(position: UpdatePosition): void {
    if (this.#later !== null) this.#later.push(position);
    else this.#put(position);
  }

  /** @param missed - what happened before anything that was offered. */
  begin(missed: readonly UpdatePosition[]): void {
    const later = this.#later ?? [];
    this.#later = null;
    for (const position of [...missed, ...later]) this.#put(position);
  }

  /** The next thing that happened; `null` once the signal aborts. */
  async next(signal: AbortSignal): Promise<UpdatePosition | null> {
    while (!signal.aborted) {
      const [first] = this.#pending;
      if (first !== undefined) {
        const [caseId, xid] = first;
        this.#pending.delete(caseId);
        return { caseId, xid };
      }
      await this.#wait(signal);
    }
    return null;
  }

  #put({ caseId, xid }: UpdatePosition): void {
    // Anew at the end: positions are told in order, so that each can be resumed from.
    this.#pending.delete(caseId);
    this.#pending.set(caseId, xid);
    this.#wake();
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        signal.removeEventListener('abort', this.#wake);
        resolve();
      };
      signal.addEventListener('abort', this.#wake, { once: true });
    });
  }
}
