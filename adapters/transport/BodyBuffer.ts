const FIRST_CAPACITY = 16 * 1024;

/**
 * Collects a body of unknown length in one growing block.
 *
 * A list of chunks would not do: eight million chunks of one byte weigh a hundred times what they hold.
 */
export class BodyBuffer {
  readonly #maxBytes: number;
  #block: Buffer;
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#block = Buffer.allocUnsafe(Math.min(FIRST_CAPACITY, maxBytes));
  }

  /** @returns `false` when the chunk would exceed the cap; nothing is stored then. */
  append(chunk: Uint8Array): boolean {
    const length = this.#length + chunk.byteLength;
    if (length > this.#maxBytes) return false;
    if (length > this.#block.byteLength) this.#grow(length);
    this.#block.set(chunk, this.#length);
    this.#length = length;
    return true;
  }

  bytes(): Buffer {
    return this.#block.subarray(0, this.#length);
  }

  #grow(atLeast: number): void {
    const capacity = Math.min(this.#maxBytes, Math.max(atLeast, this.#block.byteLength * 2));
    const grown = Buffer.allocUnsafe(capacity);
    grown.set(this.bytes());
    this.#block = grown;
  }
}
