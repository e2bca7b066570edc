import { setImmediate } from 'node:timers/promises';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { parseYuan } from '../../../domain/yuan.ts';
import { BatchFault } from '../../transport/file-drop/BatchFault.ts';
import type { BatchName } from '../../transport/file-drop/batchName.ts';
import { decodeBatch } from '../../transport/file-drop/decodeBatch.ts';
import { readHead } from '../../transport/file-drop/readHead.ts';
import { splitLine } from '../../transport/file-drop/splitLine.ts';
import { RowFault } from '../../transport/RowFault.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import { type AnswerLine, readAnswerLine } from './readAnswerLine.ts';

const TYPE = 'BLJG';
/** 结果金额. */
const SUM_COLUMN = 15;
/** Lines after which whatever else this process has to do gets its turn. */
const LINES_AT_A_TIME = 500;

interface AnswersReading {
  readonly jurisdiction: DivisionCode;
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
  /** Epoch ms. */
  readonly now: number;
}

/** A batch of answers that was understood. */
export interface ReadAnswers {
  /** `YYYYMMDDHHMMSS`, as the centre says. */
  readonly time: string;
  /** Each line behind the first, or what is wrong with it. */
  readonly lines: readonly (AnswerLine | RowFault)[];
}

/**
 * What a batch BLJG says whose digest is right.
 *
 * @throws {BatchFault} the first of the codes that applies to the whole of it.
 * @see docs/dialects/file-drop.md, 11.4
 */
export async function readAnswers(
  bytes: Uint8Array,
  name: BatchName,
  reading: AnswersReading,
): Promise<ReadAnswers> {
  const { jurisdiction } = reading;
  const [first = '', ...rest] = decodeBatch(bytes, jurisdiction);
  const head = readHead(first, { name, place: jurisdiction, types: new Set([TYPE]), type: TYPE });
  let sumFen = 0n;
  const lines: (AnswerLine | RowFault)[] = [];
  for (const [index, text] of rest.entries()) {
    if (index % LINES_AT_A_TIME === 0) await setImmediate();
    const line = splitLine(text);
    sumFen += amountOrZero(line.columns[SUM_COLUMN]);
    try {
      lines.push(readAnswerLine(line, reading));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      lines.push(error);
    }
  }
  if (head.promised.lines !== lines.length) throw new BatchFault('1002', 'has another number of lines');
  if (head.promised.sumFen !== sumFen) throw new BatchFault('1003', 'has another sum');
  return { time: head.time, lines };
}

function amountOrZero(text: string | undefined): bigint {
  return text !== undefined && /^-?\d{1,15}\.\d\d$/.test(text) ? parseYuan(text) : 0n;
}
