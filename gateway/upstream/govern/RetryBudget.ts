/** Reads per further attempt: 10 %. */
const READS_PER_ATTEMPT = 10;
/** Further attempts that a long quiet time can save up. */
const MOST_SAVED = 10;

/**
 * Lets at most one further attempt, be it a retry or a hedge, follow ten reads of an endpoint.
 *
 * The first one is a loan that the first ten reads pay back: an endpoint that is asked rarely gets its retry, too.
 */
export class RetryBudget {
  /** Both in reads. */
  #saved = READS_PER_ATTEMPT;
  #owed = READS_PER_ATTEMPT;

  /** Counts a read that was sent for the first time. */
  earn(): void {
    if (this.#owed > 0) this.#owed--;
    else if (this.#saved < MOST_SAVED * READS_PER_ATTEMPT) this.#saved++;
  }

  /** Whether one more attempt may be made; takes it from the budget when so. */
  spend(): boolean {
    if (this.#saved < READS_PER_ATTEMPT) return false;
    this.#saved -= READS_PER_ATTEMPT;
    return true;
  }
}
