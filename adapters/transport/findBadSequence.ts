import type { Charset } from './charset.ts';

const STRIDE = 64 * 1024;
/** Bytes of the longest sequence in either charset. */
const LONGEST = 4;

/**
 * Finds the first sequence that the charset does not have, or that decodes to U+FFFD.
 *
 * Walks in strides and halves only the bad one, so the work stays linear however long the bytes are.
 *
 * @returns the offset of the sequence's first byte; the length of the bytes when there is no such sequence.
 */
export function findBadSequence(bytes: Uint8Array, charset: Charset): number {
  let start = 0;
  while (start < bytes.byteLength) {
    const stride = bytes.subarray(start, start + STRIDE);
    const isLast = start + stride.byteLength === bytes.byteLength;
    if (!isGood(stride, charset, 'may go on')) return start + badWithin(stride, charset);
    const whole = wholeSequences(stride, charset);
    if (isLast) return start + whole;
    start += whole;
  }
  return start;
}

/** Halves on the shortest prefix that no continuation could repair; the sequence that breaks it begins before its end. */
function badWithin(stride: Uint8Array, charset: Charset): number {
  let good = 0;
  let bad = stride.byteLength;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isGood(stride.subarray(0, middle), charset, 'may go on')) good = middle;
    else bad = middle;
  }
  return wholeSequences(stride.subarray(0, good), charset);
}

/** How many of the bytes are complete sequences; the rest is the beginning of one. */
function wholeSequences(bytes: Uint8Array, charset: Charset): number {
  let length = bytes.byteLength;
  const least = Math.max(0, length - LONGEST);
  while (length > least && !isGood(bytes.subarray(0, length), charset, 'is complete')) length -= 1;
  return length;
}

function isGood(bytes: Uint8Array, charset: Charset, end: 'may go on' | 'is complete'): boolean {
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    return !decoder.decode(bytes, { stream: end === 'may go on' }).includes('\uFFFD');
  } catch {
    return false;
  }
}
