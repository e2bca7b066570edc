import type { AutomaticDocuments } from './AutomaticDocuments.ts';

/** What the bookkeeping of one document takes beside its text. */
const OVERHEAD_BYTES = 200;

/** Registered documents in the memory of this process; those that were not asked for longest go first. */
export class DocumentMemory implements AutomaticDocuments {
  #maxBytes: number;
  readonly #texts = new Map<string, string>();
  #bytes = 0;

  /** @param maxBytes - one document may take an eighth of it. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** What is too much now is forgotten with the next document that comes. */
  resize(maxBytes: number): void {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  find(hash: string): string | undefined {
    const text = this.#texts.get(hash);
    if (text === undefined) return undefined;
    this.#texts.delete(hash);
    this.#texts.set(hash, text);
    return text;
  }

  register(hash: string, text: string): void {
    const size = sizeOf(text);
    if (this.#texts.has(hash) || size > this.#maxBytes / 8) return;
    this.#texts.set(hash, text);
    this.#bytes += size;
    for (const [oldest, dropped] of this.#texts) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#texts.delete(oldest);
      this.#bytes -= sizeOf(dropped);
    }
  }
}

/** Strings take up to two bytes for each unit in memory. */
const sizeOf = (text: string): number => 2 * text.length + OVERHEAD_BYTES;
