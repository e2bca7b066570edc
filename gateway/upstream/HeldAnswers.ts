/** Of the bound, up to which an answer is small, and what small ones may have beyond it. */
const SMALL_SHARE = 1 / 32;
const RESERVE_SHARE = 1 / 4;

/**
 * What is held of subgraphs' answers for one request of a client, or for one event of a subscription, in bytes: many answers of which each is small
 * enough may be too much together.
 */
export class HeldAnswers {
  #bytes = 0;

  /**
   * A few places that tell too much do not cost what all others say: small answers have some room of their own.
   *
   * @param before - of the same answer, counted already.
   * @returns whether so much more may be held; counts it when so.
   */
  take(bytes: number, before: number, most: number): boolean {
    const isSmall = before + bytes <= most * SMALL_SHARE;
    const bound = isSmall ? most * (1 + RESERVE_SHARE) : most;
    if (this.#bytes + bytes > bound) return false;
    this.#bytes += bytes;
    return true;
  }

  /** So much is held no more. */
  giveBack(bytes: number): void {
    this.#bytes -= bytes;
  }
}
