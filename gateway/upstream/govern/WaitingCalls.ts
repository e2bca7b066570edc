/** A call that waits for its turn at an endpoint. */
export interface WaitingCall {
  /** A lower number goes first. */
  readonly rank: number;
  /** The turn has come. */
  takeTurn(): void;
  /** It is put off for one that goes first, as there is no room for both. */
  giveWay(): void;
}

const RANKS = 4;

/** Calls that wait at one endpoint: by rank, then first come, first served. */
export class WaitingCalls {
  /** More are not let in; those that wait already stay. */
  most: number;
  readonly #lines: readonly Set<WaitingCall>[] = Array.from({ length: RANKS }, () => new Set());
  #size = 0;

  constructor(most: number) {
    this.most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns whether there was room; where there is none, one of a lower rank gives way. */
  add(call: WaitingCall): boolean {
    if (this.#size >= this.most && !this.#makeRoom(call.rank)) return false;
    this.#lines[call.rank]?.add(call);
    this.#size++;
    return true;
  }

  remove(call: WaitingCall): void {
    if (this.#lines[call.rank]?.delete(call)) this.#size--;
  }

  /** Whose turn it is. */
  shift(): WaitingCall | undefined {
    for (const line of this.#lines) {
      for (const first of line) {
        this.remove(first);
        return first;
      }
    }
    return undefined;
  }

  #makeRoom(rank: number): boolean {
    for (let lower = RANKS - 1; lower > rank; lower--) {
      // The one that has waited longest is the nearest to its end anyway.
      for (const oldest of this.#lines[lower] ?? []) {
        this.remove(oldest);
        oldest.giveWay();
        return true;
      }
    }
    return false;
  }
}
