/** Reads per retry: 10 %. */
const READS_PER_RETRY = 10;
/** Retries that a long quiet time can save up. */
const MOST_SAVED = 10;

/**
 * Lets at most one retry follow ten reads of a system, so that retries never add more than 10 % to its load.
 *
 * The first retry is a loan that the first ten reads pay back: a system that is asked rarely gets its retry, too.
 */
export class RetryBudget {
  /** Both in reads. */
  #saved = READS_PER_RETRY;
  #owed = READS_PER_RETRY;

  /** Counts a first attempt that really went to the system. */
  earn(): void {
    if (this.#owed > 0) this.#owed -= 1;
    else this.#saved = Math.min(this.#saved + 1, MOST_SAVED * READS_PER_RETRY);
  }

  /** Whether a retry may be made; takes it from the budget when so. */
  spend(): boolean {
    if (this.#saved < READS_PER_RETRY) return false;
    this.#saved -= READS_PER_RETRY;
    return true;
  }
}
