const HEAD_BYTES = 4_096;
/** Room for the table of contents of a ZIP of thousands of entries, and for the longest comment behind it. */
const TAIL_BYTES = 524_288;

/** Beginning and end of a content, by which its type is known. */
export class ContentEnds {
  #head = Buffer.alloc(0);
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #size = 0;

  take(chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#head.byteLength < HEAD_BYTES)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.byteLength)]);
    this.#tail.push(chunk);
    this.#tailBytes += chunk.byteLength;
    for (
      let [first] = this.#tail;
      first !== undefined && this.#tailBytes - first.byteLength >= TAIL_BYTES;
      [first] = this.#tail
    ) {
      this.#tail.shift();
      this.#tailBytes -= first.byteLength;
    }
  }

  get size(): number {
    return this.#size;
  }

  /** The first bytes, 4 KiB where there are as many. */
  get head(): Buffer {
    return this.#head;
  }

  /** The last bytes, at least 512 KiB where there are as many. */
  get tail(): Buffer {
    this.#tail = [Buffer.concat(this.#tail)];
    return this.#tail[0] ?? Buffer.alloc(0);
  }
}
