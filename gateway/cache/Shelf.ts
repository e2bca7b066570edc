import { randomBytes } from 'node:crypto';
import type { CacheEntry } from './entry/CacheEntry.ts';
import type { EntrySeal } from './entry/EntrySeal.ts';
import type { CacheStore } from './store/CacheStore.ts';
import type { FoundEntity, WantedEntity } from './WantedEntity.ts';

/** How long a tag lasts after the last entry was kept under it; entries that would last longer end with it. */
const TAG_MS = 9 * 86_400_000;
const VERSION_BYTES = 12;
/** Beyond these the oldest are left to their age. */
const MOST_OWED = 10_000;

/**
 * Entries and the tags that they depend on.
 *
 * A tag has a version, made at random when it is first needed. An entry names the versions that its tags had before it was
 * asked for, and counts only while they stand. So to invalidate is to remove a tag: it also undoes what is on its way from a
 * place at that moment, and a tag that the store lost by itself loses entries and never revives one.
 */
export class Shelf {
  readonly #store: CacheStore;
  #seal: EntrySeal;
  readonly #maxBytes: number;
  /** What could not be dropped because the store was away: it may be there again, with everything that it held. */
  readonly #owed = new Set<string>();

  /** @param maxBytes - larger entries are not kept. */
  constructor(store: CacheStore, seal: EntrySeal, maxBytes: number) {
    this.#store = store;
    this.#seal = seal;
    this.#maxBytes = maxBytes;
  }

  /** What another seal closed counts as not there from now on. */
  sealWith(seal: EntrySeal): void {
    this.#seal = seal;
  }

  /** All in one question to the store. @returns one per entity, in the same order. @throws when the store is away. */
  async find(wanted: readonly WantedEntity[]): Promise<readonly FoundEntity[]> {
    if (this.#owed.size > 0) await this.drop([]);
    const keys = [...new Set(wanted.flatMap(({ name, tags }) => [name, ...tags]))];
    const values = await this.#store.read(keys);
    const byKey = new Map(keys.map((key, index) => [key, values[index] ?? null]));
    return wanted.map(({ name, tags }) => {
      const stamp = stampOf(tags.map((tag) => byKey.get(tag) ?? null));
      const sealed = byKey.get(name) ?? null;
      if (stamp === null || sealed === null) return { stamp, entry: null };
      const entry = this.#seal.open(name, sealed);
      return { stamp, entry: entry?.stamp === stamp ? entry : null };
    });
  }

  /**
   * Gives each tag a version, which must be done before the entities are asked for.
   *
   * @returns the stamp of each entity, in order; `null` where it cannot be told.
   * @throws when the store is away.
   */
  async stamp(wanted: readonly WantedEntity[]): Promise<readonly (string | null)[]> {
    const tags = [...new Set(wanted.flatMap((entity) => entity.tags))];
    const versions = await this.#store.claim(tags, randomBytes(VERSION_BYTES), TAG_MS);
    const byTag = new Map(tags.map((tag, index) => [tag, versions[index] ?? null]));
    return wanted.map((entity) => stampOf(entity.tags.map((tag) => byTag.get(tag) ?? null)));
  }

  /**
   * Seals the entry at once, so that its value may be changed afterwards, and stores it without being waited for.
   *
   * @returns `null` where it is too large; rejects when the store is away.
   */
  keep(name: string, entry: CacheEntry, ttlMs: number): Promise<void> | null {
    const sealed = this.#seal.seal(name, entry);
    return sealed.byteLength > this.#maxBytes ? null : this.#store.write(name, sealed, ttlMs);
  }

  /**
   * Lets tags last as long as what was just kept under them: one that was made when the first entity of a type was asked for would
   * end in the middle of it, and take all entries of that type along.
   *
   * @throws when the store is away; then they may end earlier.
   */
  async prolong(tags: Iterable<string>): Promise<void> {
    const distinct = [...new Set(tags)];
    if (distinct.length > 0) await this.#store.prolong(distinct, TAG_MS);
  }

  /**
   * @param keys - names of entries, or of tags.
   * @throws when the store is away; they are dropped before anything is read from it again.
   */
  async drop(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#owed.add(key);
    const owed = [...this.#owed];
    await this.#store.remove(owed).catch((error: unknown) => {
      // Of two at a time, the one that was done may have been the earlier one.
      for (const key of owed) this.#owed.add(key);
      for (const key of owed.slice(0, -MOST_OWED)) this.#owed.delete(key);
      throw error;
    });
    for (const key of owed) this.#owed.delete(key);
  }
}

function stampOf(versions: readonly (Buffer | null)[]): string | null {
  if (versions.some((version) => version === null)) return null;
  return versions.map((version) => version?.toString('base64')).join('.');
}
