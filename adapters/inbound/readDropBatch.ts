import type { DivisionCode } from '../../domain/divisionCode.ts';
import { BatchFault } from '../transport/file-drop/BatchFault.ts';
import type { BatchName } from '../transport/file-drop/batchName.ts';
import { decodeBatch } from '../transport/file-drop/decodeBatch.ts';
import { readHead } from '../transport/file-drop/readHead.ts';
import type { RowFault } from '../transport/RowFault.ts';
import type { DroppedTypes } from './DroppedType.ts';
import type { InboundFault, InboundMessage } from './InboundMessage.ts';
import { momentOrNull } from './momentOrNull.ts';
import type { PlaceStore } from './PlaceStore.ts';
import { readDropLines } from './readDropLines.ts';

/** What our store seals in one go, while nobody else is served; a batch may hold 200 000. */
const RECORDS_PER_MESSAGE = 1_000;
const NO_BYTES = new Uint8Array();

export interface BatchReading {
  readonly types: DroppedTypes;
  readonly jurisdiction: DivisionCode;
  /** Epoch ms. */
  readonly now: number;
  readonly digest: PlaceStore['digest'];
}

/** A data batch that was understood. */
export interface DropBatch {
  /** At least one; the first holds the bytes and the faults, and all of them a part of the records each. */
  readonly messages: readonly InboundMessage[];
  /** What is wrong with each line behind the first, in their order. */
  readonly faults: readonly (RowFault | null)[];
}

/**
 * What a data batch says whose digest is right.
 *
 * @throws {BatchFault} the first of the centre's codes that applies to the whole of it.
 * @see docs/dialects/file-drop.md, 3 and 8
 */
export async function readDropBatch(
  bytes: Uint8Array,
  name: BatchName,
  { types, jurisdiction, now, digest }: BatchReading,
): Promise<DropBatch> {
  const [first = '', ...lines] = decodeBatch(bytes, jurisdiction);
  const type = name.type.toUpperCase();
  const head = readHead(first, { name, place: jurisdiction, types: new Set(Object.keys(types)), type });
  const sentAt = momentOrNull(head.time);
  const dropped = types[type];
  if (sentAt === null || dropped === undefined) throw new BatchFault('1005', 'has no moment in its head');
  if (head.promised.lines !== lines.length) throw new BatchFault('1002', 'has another number of lines');
  const { sumFen, faults, records } = await readDropLines(lines, { dropped, head, now });
  if (head.promised.sumFen !== sumFen) throw new BatchFault('1003', 'has another sum');
  // By content: the same one comes under another number as well.
  const id = `${type} ${digest(bytes)}`;
  const parts = Math.max(1, Math.ceil(records.length / RECORDS_PER_MESSAGE));
  return {
    faults,
    messages: Array.from({ length: parts }, (_, part) => ({
      id: part === 0 ? id : `${id} part ${part + 1}`,
      kind: type,
      sentAt,
      tie: BigInt(sentAt),
      body: part === 0 ? bytes : NO_BYTES,
      answers: null,
      records: records.slice(part * RECORDS_PER_MESSAGE, (part + 1) * RECORDS_PER_MESSAGE),
      faults: part === 0 ? faults.flatMap(toInboundFaults) : [],
    })),
  };
}

function toInboundFaults(fault: RowFault | null, index: number): readonly InboundFault[] {
  return fault === null ? [] : [{ part: `line ${index + 2}`, reason: `${fault.code} ${fault.text}`.trim() }];
}
