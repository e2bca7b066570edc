import { parseYuan } from '../../../domain/yuan.ts';
import { BatchFault } from './BatchFault.ts';
import type { BatchName } from './batchName.ts';
import { splitLine } from './splitLine.ts';

const PROBE = '汉字';

/** The first line of a batch. */
export interface BatchHead {
  readonly release: 1 | 2;
  /** `YYYYMMDDHHMMSS`, Beijing time. */
  readonly time: string;
  readonly sender: string;
  /** What stands behind the eight columns that all batches have. */
  readonly rest: readonly string[];
  /** How many lines follow, and their sum in fen: what the head promises. */
  readonly promised: { readonly lines: number; readonly sumFen: bigint };
}

interface HeadReading {
  readonly name: BatchName;
  /** 六位区划, ours and the centre's. */
  readonly place: string;
  /** Of this department, in upper case. */
  readonly types: ReadonlySet<string>;
  /** What this batch must be, in upper case. */
  readonly type: string;
}

/**
 * Reads a first line.
 *
 * @throws {BatchFault} 1006, 1005, 1007 or 1001, the first that applies.
 * @see docs/dialects/file-drop.md, 3 and 8.1
 */
export function readHead(line: string, { name, place, types, type: expected }: HeadReading): BatchHead {
  const { columns, isMisescaped } = splitLine(line);
  const [count = '', sum = '', type = '', where = '', time = '', release = '', sender = '', probe, ...rest] =
    columns;
  if (probe !== PROBE) throw new BatchFault('1006', 'has another probe than 汉字');
  const isWellFormed =
    !isMisescaped &&
    /^(?:0|[1-9]\d{0,9})$/.test(count) &&
    /^-?\d{1,15}\.\d\d$/.test(sum) &&
    /^[A-Z]{1,8}$/.test(type) &&
    /^\d{6}$/.test(where) &&
    /^\d{14}$/.test(time) &&
    /^[12]$/.test(release) &&
    sender !== '' &&
    Array.from(sender).length <= 100;
  if (!isWellFormed) throw new BatchFault('1005', 'has a first line of another form');
  if (!types.has(type)) throw new BatchFault('1007', 'is of an unknown type');
  if (type !== expected || where !== name.place || where !== place) {
    throw new BatchFault('1001', 'has another type or place in its first line than in its name');
  }
  return {
    release: release === '1' ? 1 : 2,
    time,
    sender,
    rest,
    promised: { lines: Number(count), sumFen: parseYuan(sum) },
  };
}
