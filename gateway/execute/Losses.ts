import { isJsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';

type Path = readonly (string | number)[];

const NONE: ReadonlyMap<string, readonly string[]> = new Map();

/** What a request's data lacks because it has failed, or something in it that may not be null. */
export class Losses {
  readonly #known = new WeakMap<object, Map<string, Map<string, readonly string[]>>>();
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** @param path - of what has failed, in keys of the data below `value`, which holds by now whatever has come. */
  note(value: unknown, path: Path): void {
    let at = value;
    for (const [depth, step] of path.entries()) {
      if (!Array.isArray(at) && !isJsonObject(at)) return;
      const next: unknown = Array.isArray(at) ? at[Number(step)] : readKey(at, String(step));
      if (next === undefined) {
        this.#write(at, String(step), path.slice(depth + 1));
        return;
      }
      at = next;
    }
  }

  /** What has failed at an absent key of an object or a list, as response keys below it; an empty path is the value itself. */
  at(container: object, key: string): Iterable<readonly string[]> {
    return (this.#known.get(container)?.get(key) ?? NONE).values();
  }

  #write(container: object, key: string, path: Path): void {
    this.#isEmpty = false;
    const byKey = this.#known.get(container) ?? new Map<string, Map<string, readonly string[]>>();
    this.#known.set(container, byKey);
    const failed = byKey.get(key) ?? new Map<string, readonly string[]>();
    byKey.set(key, failed);
    const keys = path.filter((step) => typeof step === 'string');
    failed.set(JSON.stringify(keys), keys);
  }
}
