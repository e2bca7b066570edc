/** Chance that comes out the same for the same seed, on every machine. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @param share - how often of 1. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** @param items - at least one. */
  pick<T>(items: readonly T[]): T {
    const [item] = items.slice(this.between(0, items.length - 1));
    if (item === undefined) throw new TypeError('nothing to pick from');
    return item;
  }

  /** Some of the items in their order, at least `least` of them where there are as many. */
  some<T>(items: readonly T[], least = 0): readonly T[] {
    const chosen = new Set(items.filter(() => this.chance(0.5)));
    while (chosen.size < Math.min(least, items.length)) chosen.add(this.pick(items));
    return items.filter((item) => chosen.has(item));
  }
}
