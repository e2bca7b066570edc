import { BodyBuffer } from '../BodyBuffer.ts';
import type { FrameFormat } from './FrameFormat.ts';

/** What the bytes so far amount to. */
export type FrameProgress =
  | { readonly kind: 'INCOMPLETE' }
  /** `hasMore`: bytes stand behind the frame. */
  | { readonly kind: 'COMPLETE'; readonly frame: Buffer; readonly hasMore: boolean }
  | { readonly kind: 'MALFORMED' };

const INCOMPLETE: FrameProgress = { kind: 'INCOMPLETE' };
const MALFORMED: FrameProgress = { kind: 'MALFORMED' };

/**
 * Gathers one frame from a stream, whose segments say nothing about where frames begin or end. A frame that comes byte by
 * byte takes no more memory than any other, and one that was only announced takes none.
 */
export class FrameReader {
  readonly #format: FrameFormat;
  readonly #head: BodyBuffer;
  #frame: BodyBuffer | null = null;
  /** Bytes that are still to come, of the head and then of the whole. */
  #missing: number;
  #hasBegun = false;

  constructor(format: FrameFormat) {
    this.#format = format;
    this.#head = new BodyBuffer(format.headBytes);
    this.#missing = format.headBytes;
  }

  /** Whether any byte has come. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  push(chunk: Buffer): FrameProgress {
    if (chunk.byteLength > 0) this.#hasBegun = true;
    const rest = this.#frame === null ? this.#append(this.#head, chunk) : chunk;
    if (this.#frame === null) {
      if (this.#missing > 0) return INCOMPLETE;
      const { headBytes, restBytes } = this.#format;
      const restLength = restBytes(this.#head.bytes());
      if (restLength === null) return MALFORMED;
      this.#frame = new BodyBuffer(headBytes + restLength);
      this.#frame.append(this.#head.bytes());
      this.#missing = restLength;
    }
    const behind = this.#append(this.#frame, rest);
    if (this.#missing > 0) return INCOMPLETE;
    return { kind: 'COMPLETE', frame: this.#frame.bytes(), hasMore: behind.byteLength > 0 };
  }

  /** @returns what stands behind the part that is being gathered. */
  #append(part: BodyBuffer, chunk: Buffer): Buffer {
    const taken = chunk.subarray(0, this.#missing);
    part.append(taken);
    this.#missing -= taken.byteLength;
    return chunk.subarray(taken.byteLength);
  }
}
