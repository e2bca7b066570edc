import type { CacheStore } from './CacheStore.ts';

interface Held {
  readonly value: Buffer;
  readonly endsAt: number;
}

/** What a map entry costs beside its bytes, roughly. */
const OVERHEAD_BYTES = 200;

/** Keeps entries in this process, up to a number of bytes; what has not been used for longest goes first. */
export class MemoryStore implements CacheStore {
  /** In order of use. */
  readonly #held = new Map<string, Held>();
  readonly #maxBytes: number;
  readonly #now: () => number;
  #bytes = 0;

  /** @param now - in ms, on whatever scale. */
  constructor(maxBytes: number, now: () => number = () => performance.now()) {
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  /** Roughly what it takes, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  get entries(): number {
    return this.#held.size;
  }

  async read(keys: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return keys.map((key) => this.#use(key));
  }

  async write(key: string, value: Buffer, ttlMs: number): Promise<void> {
    this.#put(key, value, ttlMs);
  }

  async claim(keys: readonly string[], value: Buffer, ttlMs: number): Promise<readonly (Buffer | null)[]> {
    return keys.map((key) => {
      const present = this.#use(key);
      if (present !== null) return present;
      this.#put(key, value, ttlMs);
      return value;
    });
  }

  async prolong(keys: readonly string[], ttlMs: number): Promise<void> {
    const endsAt = this.#now() + ttlMs;
    for (const key of keys) {
      const value = this.#use(key);
      if (value !== null) this.#held.set(key, { value, endsAt });
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#drop(key);
  }

  clear(): void {
    this.#held.clear();
    this.#bytes = 0;
  }

  #use(key: string): Buffer | null {
    const held = this.#held.get(key);
    if (held === undefined) return null;
    if (held.endsAt <= this.#now()) {
      this.#drop(key);
      return null;
    }
    this.#held.delete(key);
    this.#held.set(key, held);
    return held.value;
  }

  #put(key: string, value: Buffer, ttlMs: number): void {
    this.#drop(key);
    // It would drive out all the others, and then itself.
    if (sizeOf(key, value) > this.#maxBytes) return;
    // Small buffers are cut out of a common one, which would be held as long as any of them.
    const own = Buffer.allocUnsafeSlow(value.byteLength);
    value.copy(own);
    this.#held.set(key, { value: own, endsAt: this.#now() + ttlMs });
    this.#bytes += sizeOf(key, value);
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    this.#bytes -= sizeOf(key, held.value);
  }
}

const sizeOf = (key: string, value: Buffer): number => key.length + value.byteLength + OVERHEAD_BYTES;
