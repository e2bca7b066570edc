import type { CacheHints } from './CacheHints.ts';
import { parseCacheControl } from './parseCacheControl.ts';

/** What the endpoints asked by one fetch said about keeping their answers. */
export class ToldHints {
  /** Division prefix, `''` for a subgraph with one endpoint → what it said; `null`: not to be kept. */
  readonly #told = new Map<string, CacheHints | null>();

  /** @param prefix - the endpoint's division prefix, `null` for a subgraph with one endpoint. */
  note(prefix: string | null, cacheControl: string | undefined, age: string | undefined): void {
    const key = prefix ?? '';
    const now = parseCacheControl(cacheControl, age);
    const before = this.#told.get(key);
    // An endpoint may be asked in several calls, and one cannot tell which entity came with which.
    this.#told.set(key, before === undefined ? now : stricter(before, now));
  }

  /**
   * @param place - the six digits of the entity's jurisdiction, `null` where none is said.
   * @returns `null` where the entity must not be kept.
   */
  hintsFor(place: string | null): CacheHints | null {
    // A subgraph with one endpoint answers for all places there, and no other has an endpoint without a prefix.
    for (const length of place === null ? [0] : [6, 4, 2, 0]) {
      const told = this.#told.get(place?.slice(0, length) ?? '');
      if (told !== undefined) return told;
    }
    return null;
  }
}

function stricter(one: CacheHints | null, other: CacheHints | null): CacheHints | null {
  if (one === null || other === null) return null;
  return {
    isPublic: one.isPublic && other.isPublic,
    freshSeconds: Math.min(one.freshSeconds, other.freshSeconds),
    ageSeconds: Math.max(one.ageSeconds, other.ageSeconds),
    revalidateSeconds: Math.min(one.revalidateSeconds, other.revalidateSeconds),
    ifErrorSeconds: Math.min(one.ifErrorSeconds, other.ifErrorSeconds),
    absentSeconds: Math.min(one.absentSeconds, other.absentSeconds),
  };
}
