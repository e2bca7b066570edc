import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { type NodeEntry, nodeEntry, type ResultsMessage } from './handlingWire.ts';
import { UnusableFile } from './UnusableFile.ts';
import { unpackFile } from './unpackFile.ts';

const MOST_LINES = 2_000;
const COLUMNS = 'ZJHM|XINGMING|YWBH|XTBH|YWDM|BLFX|ZXLSH|BLZT|BJSJ|JJDM|JJYY|JGS'.split('|');

/** A line of GJJT02: what it says, or why it cannot be read. */
export interface ResultsLine {
  /** 序号, from 1. */
  readonly ordinal: number;
  readonly entry: NodeEntry | TongbanError;
}

/**
 * The lines of a results file.
 *
 * @throws {UnusableFile} for what is no file.
 * @see docs/dialects/settlement-node.md, 12.3
 */
export function readResultsFile(
  { PCBS, PCWJ }: ResultsMessage['body'],
  jurisdiction: DivisionCode,
): readonly ResultsLine[] {
  const lines = unpacked(PCWJ, jurisdiction);
  const isCounted = /^\d{1,8}$/.test(PCBS) && Number(PCBS) === lines.length;
  if (!isCounted || lines.length === 0 || lines.length > MOST_LINES) {
    throw new UnusableFile('sent a file with another number of lines than it says, or than one may have');
  }
  return lines.map((line, index) => ({ ordinal: index + 1, entry: readLine(line, index + 1, jurisdiction) }));
}

function unpacked(hex: string, jurisdiction: DivisionCode): readonly string[] {
  try {
    return unpackFile(hex, jurisdiction);
  } catch (error) {
    if (error instanceof TongbanError) throw new UnusableFile('sent a file that cannot be unpacked');
    throw error;
  }
}

function readLine(line: string, ordinal: number, jurisdiction: DivisionCode): NodeEntry | TongbanError {
  const [number, ...columns] = line.split('|');
  const values = Object.fromEntries(COLUMNS.map((name, index) => [name, columns[index]]));
  const count = Number(values['JGS']);
  const written = Number.isInteger(count) ? columns.slice(COLUMNS.length, COLUMNS.length + 2 * count) : [];
  const JG = Array.from({ length: written.length / 2 }, (_, index) => ({
    XMC: written[2 * index],
    XMZ: written[2 * index + 1],
  }));
  const read = nodeEntry.safeParse({ ...values, JG });
  const isSound = read.success && number === String(ordinal).padStart(8, '0') && written.length === 2 * count;
  return isSound ? read.data : badResponse(jurisdiction, 'sent a line of another form');
}
