/** Files whose answers are waited for; more than ever are under way at once. */
const MAX_FILES = 1_000;

/**
 * Files that this process has sent, by the reference of their request: what an answer says of somebody unknown has only
 * the number of a line. Kept in memory: an answer that finds nothing here still tells of everybody whom it names.
 */
export class SentFiles {
  readonly #files = new Map<string, string>();

  remember(reference: string, file: string): void {
    this.#files.set(reference, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
  }

  forget(reference: string): void {
    this.#files.delete(reference);
  }

  find(reference: string): string | null {
    return this.#files.get(reference) ?? null;
  }
}
