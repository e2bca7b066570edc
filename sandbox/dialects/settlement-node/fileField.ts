import { constants, deflateSync, inflateSync } from 'node:zlib';
import iconv from 'iconv-lite';

const MOST_BYTES = 4 * 2 ** 20;
const MOST_LINES = 20_000;
const COUNT_DIGITS = 8;
const WIDE_BAR = '\uff5c';

/** A number of lines, and the number of a line. */
export const lineNumber = (number: number): string => String(number).padStart(COUNT_DIGITS, '0');

/** Writes the lines behind their count, as a field holds them. */
export function packFile(lines: readonly (readonly string[])[], charset: 'gb18030' | 'utf8'): string {
  const written = lines.map((line) => line.map((value) => value.replaceAll('|', WIDE_BAR)).join('|'));
  const text = [lineNumber(lines.length), ...written].map((line) => `${line}\n`).join('');
  // Run lengths are all there is to gain on padded columns, and the bytes do not depend on who implements zlib.
  const packed = deflateSync(iconv.encode(text, charset), { level: 6, strategy: constants.Z_RLE });
  return packed.toString('hex').toUpperCase();
}

/** The lines behind the count; `null` for a field that holds no such file. */
export function unpackFile(field: string): readonly string[] | null {
  if (field.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(field)) return null;
  const text = inflate(Buffer.from(field, 'hex'));
  if (!text?.endsWith('\n')) return null;
  const [first, ...lines] = text.slice(0, -1).split('\n');
  return lines.length > 0 && lines.length <= MOST_LINES && first === lineNumber(lines.length) ? lines : null;
}

function inflate(packed: Buffer): string | null {
  try {
    const bytes = inflateSync(packed, { maxOutputLength: MOST_BYTES });
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    // Not deflated, too long, or bytes that GB18030 does not have.
    return null;
  }
}
