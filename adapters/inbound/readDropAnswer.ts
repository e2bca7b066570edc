import { BatchFault } from '../transport/file-drop/BatchFault.ts';
import type { BatchName } from '../transport/file-drop/batchName.ts';
import { decodeBatch } from '../transport/file-drop/decodeBatch.ts';
import { readHead } from '../transport/file-drop/readHead.ts';
import { splitLine } from '../transport/file-drop/splitLine.ts';
import type { InboundMessage } from './InboundMessage.ts';
import { momentOrNull } from './momentOrNull.ts';
import type { BatchReading } from './readDropBatch.ts';

const TYPE = 'JGWJ';
const GOOD = '0000';
/** 系统维护中, 系统内部错误: to be asked again in a new file. */
const LATER = new Set(['9001', '9999']);

/** What the centre says to a request file. */
export interface DropAnswer {
  readonly message: InboundMessage;
  /** Whether it has not looked at the request, and wants another one later. */
  readonly isLater: boolean;
}

/**
 * What the centre says to a request file of ours; the data themselves come in batches of their own, before it.
 *
 * @param reference - of the request that it answers, `null` for one that we never sent.
 * @throws {BatchFault} for a result that is itself wrong.
 * @see docs/dialects/file-drop.md, 7
 */
export function readDropAnswer(
  bytes: Uint8Array,
  { name, reference }: { readonly name: BatchName; readonly reference: string | null },
  { jurisdiction, digest }: Pick<BatchReading, 'jurisdiction' | 'digest'>,
): DropAnswer {
  const [first = '', ...lines] = decodeBatch(bytes, jurisdiction);
  const head = readHead(first, { name, place: jurisdiction, types: new Set([TYPE]), type: TYPE });
  const [answered, code = ''] = head.rest;
  if (`${answered}_res` !== name.whole || !/^\d{4}$/.test(code)) {
    throw new BatchFault('1005', 'answers another batch than its name says');
  }
  const codes = lines.map((line, index) => codeOf(line, index + 2));
  const good = codes.filter((lineCode) => lineCode === GOOD).length;
  if (head.promised.lines !== lines.length) throw new BatchFault('1002', 'has another number of lines');
  if (head.promised.sumFen !== BigInt(good) * 100n) throw new BatchFault('1003', 'has another sum');
  return {
    isLater: LATER.has(code),
    message: {
      id: `${TYPE} ${digest(bytes)}`,
      kind: TYPE,
      sentAt: momentOrNull(head.time),
      tie: 0n,
      body: bytes,
      answers: reference,
      records: [],
      faults: [
        ...(code === GOOD ? [] : [{ part: 'request', reason: `the centre answered ${code}` }]),
        ...codes.flatMap((lineCode, index) =>
          lineCode === GOOD ? [] : [{ part: `line ${index + 2}`, reason: `the centre answered ${lineCode}` }],
        ),
      ],
    },
  };
}

function codeOf(line: string, number: number): string {
  const { columns, isMisescaped } = splitLine(line);
  const [written, code = ''] = columns;
  if (isMisescaped || columns.length < 3 || written !== String(number) || !/^\d{4}$/.test(code)) {
    throw new BatchFault('1005', `has another form in line ${number}`);
  }
  return code;
}
