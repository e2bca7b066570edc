import { encodeGb18030 } from '../transport/encodeGb18030.ts';
import type { RowFault } from '../transport/RowFault.ts';
import { formatBeijingMoment } from './formatBeijingMoment.ts';

export interface DropResult {
  /** Of the batch answered, without ending. */
  readonly whole: string;
  readonly place: string;
  readonly platformCode: string;
  /** Epoch ms. */
  readonly now: number;
  readonly code: string;
  /** What is wrong with each line behind the first, in their order; none where the batch was refused whole. */
  readonly faults: readonly (RowFault | null)[];
}

/** The data of a result batch. @see docs/dialects/file-drop.md, 7 */
export function writeDropResult({ whole, place, platformCode, now, code, faults }: DropResult): Uint8Array {
  const good = faults.filter((fault) => fault === null).length;
  const time = formatBeijingMoment(now);
  return encodeGb18030(
    [
      `${faults.length}|${good}.00|JGWJ|${place}|${time}|2|${platformCode}|汉字|${whole}|${code}`,
      ...faults.map((fault, index) => `${index + 2}|${fault?.code ?? '0000'}|${fault?.text ?? ''}`),
      '',
    ].join('\n'),
  );
}
