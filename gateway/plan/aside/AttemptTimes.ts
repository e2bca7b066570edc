/** Everyday operations take a tenth of it, also as the first ones of a process. */
const HERE_MS = 250;
/** Once too much was tried in vain: whoever sends one costly operation after the other is not to have everybody wait each time. */
const BRIEF_MS = 50;
/** After something was tried in vain, while others wait to be tried: what is cheap is not to wait long behind what is costly. */
const QUICK_MS = 25;
/** Of the time, what may be spent in vain, for how long ahead, and for how long that counts at most. */
const VAIN_SHARE = 0.1;
const AHEAD_MS = 5_000;
const LONGEST_MS = 10_000;

/** How long an operation is tried where everybody waits for it, by how much was tried in vain before. */
export class AttemptTimes {
  /** When all that was tried in vain is no more than its share of the time. */
  #settledAt = Number.NEGATIVE_INFINITY;

  /**
   * @param now - monotonic, in ms.
   * @param isCrowded - others wait to be tried.
   */
  firstMs(now: number, isCrowded: boolean): number {
    const aheadMs = this.#settledAt - now;
    if (isCrowded && aheadMs > 0) return QUICK_MS;
    return aheadMs < AHEAD_MS ? HERE_MS : BRIEF_MS;
  }

  /** What was tried for so short a time that it may have been bad luck is tried once more, for so long. */
  secondMs(firstMs: number): number | undefined {
    return firstMs === QUICK_MS ? BRIEF_MS : undefined;
  }

  /** Nothing came of an attempt that took so long until now. */
  noteVain(ms: number, now: number): void {
    this.#settledAt = Math.min(Math.max(this.#settledAt, now) + ms / VAIN_SHARE, now + LONGEST_MS);
  }
}
