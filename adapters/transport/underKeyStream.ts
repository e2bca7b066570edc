import { sm2KeyStream } from './sm2KeyStream.ts';

/** Puts a text under the key stream of a shared point, or takes it out: the step is its own reverse. */
export function underKeyStream(text: Uint8Array, point: Buffer): Buffer {
  const stream = sm2KeyStream(point, text.byteLength);
  return Buffer.from(text.map((byte, index) => byte ^ (stream[index] ?? 0)));
}
