/** Bytes of a file that are asked for. */
export interface ByteRange {
  readonly start: number;
  /** Behind the last one. */
  readonly end: number;
}

/**
 * One range of bytes (RFC 9110, 14.1.2); several at once are answered as none.
 *
 * @returns `null` for the whole file, `'UNSATISFIABLE'` for a range that lies outside it.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'UNSATISFIABLE' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'UNSATISFIABLE' : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'UNSATISFIABLE' : { start, end };
}
