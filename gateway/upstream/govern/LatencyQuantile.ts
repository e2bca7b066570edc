/** Four buckets for every doubling, from a quarter of a millisecond on. */
const PER_DOUBLING = 4;
const BUCKETS = 80;
const FIRST_EXPONENT = -2;
/** Fewer say too little; with more the older half fades. */
const FEWEST = 20;
const MOST = 512;

/** Keeps the distribution of an endpoint's recent times, within a fifth of the truth. */
export class LatencyQuantile {
  readonly #counts = new Float64Array(BUCKETS);
  #total = 0;

  note(ms: number): void {
    const position = Math.ceil((Math.log2(Math.max(ms, 0.25)) - FIRST_EXPONENT) * PER_DOUBLING);
    const bucket = Math.min(BUCKETS - 1, position);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total++;
    if (this.#total < MOST) return;
    this.#total = 0;
    for (let index = 0; index < BUCKETS; index++) {
      const half = (this.#counts[index] ?? 0) / 2;
      this.#counts[index] = half;
      this.#total += half;
    }
  }

  /** Milliseconds that a share of the calls does not exceed; `undefined` while too few are known. */
  quantile(share: number): number | undefined {
    if (this.#total < FEWEST) return undefined;
    let rest = this.#total * share;
    for (let index = 0; index < BUCKETS; index++) {
      rest -= this.#counts[index] ?? 0;
      if (rest <= 0) return 2 ** (index / PER_DOUBLING + FIRST_EXPONENT);
    }
    return 2 ** ((BUCKETS - 1) / PER_DOUBLING + FIRST_EXPONENT);
  }
}
