const REMEMBERED = 100_000;

/** Which messages a bus has taken, by number and digest of the content. */
export class TakenMessages {
  /** The oldest first. */
  readonly #digests = new Map<string, string>();

  compare(messageNumber: string, digest: string): 'new' | 'same' | 'other' {
    const before = this.#digests.get(messageNumber);
    if (before === undefined) return 'new';
    return before === digest ? 'same' : 'other';
  }

  remember(messageNumber: string, digest: string): void {
    this.#digests.set(messageNumber, digest);
    const [oldest] = this.#digests.keys();
    if (this.#digests.size > REMEMBERED && oldest !== undefined) this.#digests.delete(oldest);
  }
}
