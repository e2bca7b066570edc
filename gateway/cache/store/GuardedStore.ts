import { inTime } from '../../redis/inTime.ts';
import type { CacheStore } from './CacheStore.ts';

export interface GuardedStoreOptions {
  /** How long a question may take, in ms. */
  readonly timeoutMs: number;
  /** Failures in a row after which it is left alone for a while; default 5. */
  readonly failures?: number;
  /** For how long at first, in ms; twice as long after each failed trial, up to 16 times. Default 1,000. */
  readonly pauseMs?: number;
  /** In ms, on whatever scale. */
  readonly now?: () => number;
}

const LONGEST_PAUSE = 16;
const LONGER_WAIT = 5;

/**
 * A store that costs at most a moment when it is away: whoever asks is refused after `timeoutMs`, and at once while it is
 * known to be away; then one request at a time tries whether it is back.
 */
export class GuardedStore implements CacheStore {
  readonly #store: CacheStore;
  readonly #options: Required<GuardedStoreOptions>;
  #failures = 0;
  #pauseMs: number;
  #closedUntil = 0;
  #isTrying = false;

  constructor(store: CacheStore, options: GuardedStoreOptions) {
    this.#store = store;
    this.#options = { failures: 5, pauseMs: 1_000, now: () => performance.now(), ...options };
    this.#pauseMs = this.#options.pauseMs;
  }

  /** Whether it is left alone. */
  get isOpen(): boolean {
    return this.#failures >= this.#options.failures;
  }

  read(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return this.#attempt(() => this.#store.read(keys));
  }

  write(key: string, value: Buffer, ttlMs: number): Promise<void> {
    return this.#attempt(() => this.#store.write(key, value, ttlMs));
  }

  claim(keys: readonly string[], value: Buffer, ttlMs: number): Promise<readonly (Buffer | null)[]> {
    return this.#attempt(() => this.#store.claim(keys, value, ttlMs));
  }

  prolong(keys: readonly string[], ttlMs: number): Promise<void> {
    return this.#attempt(() => this.#store.prolong(keys, ttlMs));
  }

  /** That something has changed is worth a longer wait than that something may be known. */
  remove(keys: readonly string[]): Promise<void> {
    return this.#attempt(() => this.#store.remove(keys), LONGER_WAIT);
  }

  async #attempt<T>(work: () => Promise<T>, waits = 1): Promise<T> {
    const isTrial = this.isOpen;
    if (isTrial && (this.#isTrying || this.#options.now() < this.#closedUntil)) {
      throw new Error('the store of the cache is away');
    }
    if (isTrial) this.#isTrying = true;
    try {
      const result = await inTime(work(), waits * this.#options.timeoutMs);
      this.#failures = 0;
      this.#pauseMs = this.#options.pauseMs;
      return result;
    } catch (error) {
      this.#failures += 1;
      if (this.isOpen) this.#pause(isTrial);
      throw error;
    } finally {
      if (isTrial) this.#isTrying = false;
    }
  }

  #pause(isTrial: boolean): void {
    const { now, pauseMs } = this.#options;
    if (isTrial) this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE * pauseMs);
    this.#closedUntil = now() + this.#pauseMs;
  }
}
