import { Counter, Gauge, type Registry } from 'prom-client';
import type { CacheObserver, LookupOutcome, StoreOutcome } from '../cache/CacheObserver.ts';

/** What the store in memory holds. */
export interface CacheSize {
  readonly entries: number;
  readonly bytes: number;
}

/** What the entity cache does, by subgraph and outcome; nothing here is about a person. */
export class CacheCounters implements CacheObserver {
  readonly #registry: Registry;
  readonly #lookups: Counter<'service' | 'outcome'>;
  readonly #stores: Counter<'service' | 'outcome'>;
  readonly #stale: Counter<'service' | 'reason'>;
  readonly #invalidations: Counter<'source' | 'outcome'>;

  constructor(registry: Registry) {
    this.#registry = registry;
    const registers = [registry];
    this.#lookups = new Counter({
      name: 'tongban_cache_lookups_total',
      help: 'Entities looked for in the cache: hit, stale, miss, bypass (not for the cache), unavailable (the store was away).',
      labelNames: ['service', 'outcome'],
      registers,
    });
    this.#stores = new Counter({
      name: 'tongban_cache_stores_total',
      help: 'Entities answered by subgraphs: kept, not-allowed (by their hints), too-large, unavailable (the store was away).',
      labelNames: ['service', 'outcome'],
      registers,
    });
    this.#stale = new Counter({
      name: 'tongban_cache_stale_answers_total',
      help: 'Entities given to clients although they were not fresh, by reason.',
      labelNames: ['service', 'reason'],
      registers,
    });
    this.#invalidations = new Counter({
      name: 'tongban_cache_invalidations_total',
      help: 'Entities told to have changed, by who told it: done, unavailable (the store was away), and beside these untold (other gateways could not be told as yet).',
      labelNames: ['source', 'outcome'],
      registers,
    });
  }

  /** Adds what the store in memory holds. @param sizeOf - asked at every scrape. */
  watch(sizeOf: () => CacheSize): void {
    const gauge = (name: string, help: string, read: (size: CacheSize) => number): void => {
      const made: Gauge = new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect: () => made.set(read(sizeOf())),
      });
    };
    gauge('tongban_cache_entries', 'Entries and tags in memory.', ({ entries }) => entries);
    gauge('tongban_cache_bytes', 'What they take, roughly.', ({ bytes }) => bytes);
  }

  onLookup(service: string, outcome: LookupOutcome, entities: number): void {
    this.#lookups.inc({ service, outcome }, entities);
  }

  onStore(service: string, outcome: StoreOutcome): void {
    this.#stores.inc({ service, outcome });
  }

  onStale(service: string, reason: string): void {
    this.#stale.inc({ service, reason });
  }

  onInvalidation(source: string, outcome: string, entities: number): void {
    this.#invalidations.inc({ source, outcome }, entities);
  }
}
