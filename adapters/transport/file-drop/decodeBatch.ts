import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { decodeStrict } from '../decodeStrict.ts';
import { findBadSequence } from '../findBadSequence.ts';
import { BatchFault } from './BatchFault.ts';

/** Behind the first one. */
const MAX_LINES = 200_000;
const LINE_FEED = 0x0a;
/** 文件结束符 that old editors leave behind. */
const END_OF_FILE = 0x1a;

/**
 * Decodes a batch and splits it into lines: no byte of a line feed is part of a longer character, so that either could
 * be first, but columns can only be split in text.
 *
 * @returns at least one line, the first one of the file first, without their ends.
 * @throws {BatchFault} 1006 naming line and byte, or 1008.
 * @see docs/dialects/file-drop.md, 3
 */
export function decodeBatch(bytes: Uint8Array, jurisdiction: DivisionCode): readonly string[] {
  const content = bytes.at(-1) === END_OF_FILE ? bytes.subarray(0, -1) : bytes;
  const lines = decode(content, jurisdiction).split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  if (lines.length - 1 > MAX_LINES) throw new BatchFault('1008', `has more than ${MAX_LINES} lines`);
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

function decode(bytes: Uint8Array, jurisdiction: DivisionCode): string {
  try {
    return decodeStrict(bytes, { charset: 'gb18030', jurisdiction });
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    const offset = findBadSequence(bytes, 'gb18030');
    const line = bytes.subarray(0, offset).reduce((count, byte) => count + (byte === LINE_FEED ? 1 : 0), 1);
    throw new BatchFault('1006', `is not GB 18030 in line ${line}, at byte ${offset}`);
  }
}
