import type { JsonObject } from './JsonObject.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/** What has been asked already, where a plan is gone through more than once. */
export class PassProgress {
  readonly #asked = new Map<PlannedFetch, WeakSet<JsonObject>>();
  #isWaiting = false;
  #isLast = false;

  /** Whether something could not be asked in this pass. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Whether nothing is gained by waiting any more. */
  get isLast(): boolean {
    return this.#isLast;
  }

  /** @param isLast - of all passes that the plan has. */
  beginPass(isLast: boolean): void {
    this.#isWaiting = false;
    this.#isLast = isLast;
  }

  wasAsked(fetch: PlannedFetch, object: JsonObject): boolean {
    return this.#asked.get(fetch)?.has(object) ?? false;
  }

  noteAsked(fetch: PlannedFetch, object: JsonObject): void {
    const asked = this.#asked.get(fetch) ?? new WeakSet<JsonObject>();
    this.#asked.set(fetch, asked.add(object));
  }

  noteWaiting(): void {
    this.#isWaiting = true;
  }
}
