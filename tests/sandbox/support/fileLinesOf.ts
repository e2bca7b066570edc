import { inflateSync } from 'node:zlib';
import { textOf } from './textsOf.ts';

/** The lines of the answer file in a message, behind their count; fields trimmed. */
export function fileLinesOf(xml: string): readonly (readonly string[])[] {
  const packed = Buffer.from(textOf(xml, 'PCWJ'), 'hex');
  const file = new TextDecoder('gb18030', { fatal: true }).decode(inflateSync(packed));
  const [count, ...lines] = file.slice(0, -1).split('\n');
  if (count !== String(lines.length).padStart(8, '0')) throw new Error(`${count} lines are announced`);
  return lines.map((line) => line.split('|').map((field) => field.trim()));
}
