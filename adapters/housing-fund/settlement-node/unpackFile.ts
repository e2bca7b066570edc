import { inflateSync } from 'node:zlib';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeStrict } from '../../transport/decodeStrict.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_LINES = 20_000;

/**
 * The lines behind the first one of a file in a field.
 *
 * @throws {TongbanError} BAD_ENCODING, or JURISDICTION_BAD_RESPONSE for what is not hex, not deflated, too long, or of
 *   another number of lines than it says.
 * @see docs/dialects/settlement-node.md, 7
 */
export function unpackFile(hex: string, jurisdiction: DivisionCode): readonly string[] {
  if (!/^([0-9A-Fa-f]{2})+$/.test(hex)) throw badResponse(jurisdiction, 'sent a file that is not hex');
  const text = decodeStrict(inflate(hex, jurisdiction), { charset: 'gb18030', jurisdiction });
  const [count, ...lines] = text.split('\n');
  if (lines.pop() !== '') throw badResponse(jurisdiction, 'sent a file whose last line has no end');
  if (count === undefined || !/^\d{8}$/.test(count) || Number(count) !== lines.length) {
    throw badResponse(jurisdiction, 'sent a file with another number of lines than it says');
  }
  if (lines.length > MAX_LINES) throw badResponse(jurisdiction, 'sent a file with too many lines');
  return lines;
}

/** A small text can unfold into gigabytes: what goes beyond the limit is not unfolded. */
function inflate(hex: string, jurisdiction: DivisionCode): Buffer {
  try {
    return inflateSync(Buffer.from(hex, 'hex'), { maxOutputLength: MAX_BYTES });
  } catch {
    throw badResponse(jurisdiction, 'sent a file that cannot be unpacked');
  }
}
