/** A bounded memory of what was computed: the least recently used entry makes room. */
export class RecentlyUsed<V> {
  readonly #entries = new Map<string, V>();
  readonly #capacity: number;

  /** @param capacity - how many entries are kept, at least 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  getOrCompute(key: string, compute: () => V): V {
    const known = this.#entries.get(key);
    const value = known ?? compute();
    // A Map iterates in order of insertion: what is inserted again is the youngest.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#dropEldest();
    return value;
  }

  #dropEldest(): void {
    if (this.#entries.size <= this.#capacity) return;
    for (const eldest of this.#entries.keys()) {
      this.#entries.delete(eldest);
      return;
    }
  }
}
