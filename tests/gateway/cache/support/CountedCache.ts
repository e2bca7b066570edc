import type { CacheObserver } from '../../../../gateway/cache/CacheObserver.ts';

/** Counts what a cache tells, as `service outcome` → how often. */
export class CountedCache implements CacheObserver {
  #counts = new Map<string, number>();

  onLookup(_: string, outcome: string, entities: number): void {
    this.#add(outcome, entities);
  }

  onStore(_: string, outcome: string): void {
    this.#add(outcome, 1);
  }

  onStale(_: string, reason: string): void {
    this.#add(reason, 1);
  }

  onInvalidation(source: string, outcome: string, entities: number): void {
    this.#add(`${source} ${outcome}`, entities);
  }

  /** What was counted since it was last taken. */
  take(): Readonly<Record<string, number>> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts = new Map();
    return counts;
  }

  #add(key: string, count: number): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }
}
