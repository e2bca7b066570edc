/** Upper bounds of the buckets, in seconds. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** How long things took: what a Prometheus histogram tells. */
export class Durations {
  #count = 0;
  #sum = 0;
  readonly #buckets = new Float64Array(SECONDS.length);

  get count(): number {
    return this.#count;
  }

  /** @param ms - of one. */
  note(ms: number): void {
    const seconds = ms / 1_000;
    this.#count++;
    this.#sum += seconds;
    for (let index = 0; index < SECONDS.length; index++) {
      if (seconds <= (SECONDS[index] ?? 0)) {
        this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
        return;
      }
    }
  }

  /** Lines of the exposition. @param labels - without braces. */
  *lines(name: string, labels: string): Generator<string> {
    const rest = labels === '' ? '' : `,${labels}`;
    let below = 0;
    for (const [index, bound] of SECONDS.entries()) {
      below += this.#buckets[index] ?? 0;
      yield `${name}_bucket{le="${bound}"${rest}} ${below}`;
    }
    yield `${name}_bucket{le="+Inf"${rest}} ${this.#count}`;
    yield `${name}_sum{${labels}} ${this.#sum}`;
    yield `${name}_count{${labels}} ${this.#count}`;
  }
}
