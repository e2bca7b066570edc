/**
 * Where entries and tags lie: bytes by key, each for a time.
 *
 * A key begins with a word in braces; keys with the same one lie on the same server of a cluster. Anything may be gone at
 * any time; every method rejects where the store cannot be asked, and nobody depends on it for what is right.
 */
export interface CacheStore {
  /** @returns one value per key, in the same order; `null` where there is none. */
  read(keys: readonly string[]): Promise<readonly (Buffer | null)[]>;
  write(key: string, value: Buffer, ttlMs: number): Promise<void>;
  /** Puts `value` where nothing is. @returns what then stands under each key, in the same order. */
  claim(keys: readonly string[], value: Buffer, ttlMs: number): Promise<readonly (Buffer | null)[]>;
  /** Lets what there is under these keys stand for so long from now; what is not there does not come back by it. */
  prolong(keys: readonly string[], ttlMs: number): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}
