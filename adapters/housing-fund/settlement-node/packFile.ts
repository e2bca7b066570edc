import { constants, deflateSync } from 'node:zlib';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';

/** A file as the value of a field: GB 18030, deflated, in hex. Level and strategy are those of the test vectors. */
export function packFile(lines: readonly string[]): string {
  const text = [String(lines.length).padStart(8, '0'), ...lines].map((line) => `${line}\n`).join('');
  const packed = deflateSync(encodeGb18030(text), { level: 6, strategy: constants.Z_RLE });
  return packed.toString('hex').toUpperCase();
}
