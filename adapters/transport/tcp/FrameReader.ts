import type { FrameFormat } from './FrameFormat.ts';

/** What the bytes so far amount to. */
export type FrameProgress =
  | { readonly kind: 'INCOMPLETE' }
  /** `hasMore`: bytes stand behind the frame. */
  | { readonly kind: 'COMPLETE'; readonly frame: Buffer; readonly hasMore: boolean }
  | { readonly kind: 'MALFORMED' };

const INCOMPLETE: FrameProgress = { kind: 'INCOMPLETE' };
const MALFORMED: FrameProgress = { kind: 'MALFORMED' };

/** Gathers one frame from a stream, whose segments say nothing about where frames begin or end. */
export class FrameReader {
  readonly #format: FrameFormat;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #frameBytes: number | null = null;

  constructor(format: FrameFormat) {
    this.#format = format;
  }

  /** Whether any byte has come. */
  get hasBegun(): boolean {
    return this.#length > 0;
  }

  /** Nothing is copied before the frame is complete, so that a frame that comes byte by byte costs no more. */
  push(chunk: Buffer): FrameProgress {
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
    const { headBytes, restBytes } = this.#format;
    if (this.#frameBytes === null) {
      if (this.#length < headBytes) return INCOMPLETE;
      const rest = restBytes(this.#joined().subarray(0, headBytes));
      if (rest === null) return MALFORMED;
      this.#frameBytes = headBytes + rest;
    }
    if (this.#length < this.#frameBytes) return INCOMPLETE;
    const all = this.#joined();
    return {
      kind: 'COMPLETE',
      frame: all.subarray(0, this.#frameBytes),
      hasMore: all.byteLength > this.#frameBytes,
    };
  }

  #joined(): Buffer {
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only !== undefined) return only;
    const joined = Buffer.concat(this.#chunks, this.#length);
    this.#chunks.splice(0, this.#chunks.length, joined);
    return joined;
  }
}
