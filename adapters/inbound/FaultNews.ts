/** Faults that are remembered; a system has fewer kinds of them, and strangers may make up as many as they like. */
const MAX_KNOWN = 1_000;

/** Tells which faults are news: a system sends again and again what could not be taken, and one word about it is enough. */
export class FaultNews {
  readonly #known = new Set<string>();

  /** Whether this was not heard of since the last success. @param fault - never personal data. */
  isNew(fault: string): boolean {
    if (this.#known.has(fault)) return false;
    const [oldest] = this.#known;
    if (this.#known.size >= MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.add(fault);
    return true;
  }

  /** Something was taken: what fails from now on fails anew. */
  succeeded(): void {
    this.#known.clear();
  }
}
