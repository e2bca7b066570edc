import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { BatchTransaction } from './batchTransactions.ts';
import { unpackFile } from './unpackFile.ts';

/** What an answer file says of one line of the request file. */
export interface BatchEntry {
  /** 序号 in the request file, from 1. */
  readonly ordinal: number;
  /** 返回码 of the lines. */
  readonly code: string;
  /** Columns by name, one row per line; empty unless the code is `0000`. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * Reads an answer file, its lines brought together by the line of the request that they answer, in order of 序号.
 *
 * @param reading.count - 批次笔数 beside the file.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE for a line with too few columns, or lines of one 序号 that contradict
 *   each other, and what `unpackFile` throws.
 */
export function readBatchFile(
  hex: string,
  { columns, leastColumns }: BatchTransaction,
  { count, jurisdiction }: { readonly count: number; readonly jurisdiction: DivisionCode },
): readonly BatchEntry[] {
  const entries = new Map<
    number,
    { ordinal: number; code: string; rows: Readonly<Record<string, string>>[] }
  >();
  const lines = unpackFile(hex, jurisdiction);
  if (lines.length !== count)
    throw badResponse(jurisdiction, 'sent a file with another number of lines than it says');
  for (const line of lines) {
    const [ordinalText = '', code = '', , ...values] = line.split('|');
    if (!/^\d{8}$/.test(ordinalText) || !/^\d{4}$/.test(code) || values.length < leastColumns)
      throw badResponse(jurisdiction, 'sent a file with a line of another form');
    const ordinal = Number(ordinalText);
    const entry = entries.get(ordinal) ?? { ordinal, code, rows: [] };
    if (entry.code !== code) throw badResponse(jurisdiction, 'sent a file that contradicts itself');
    entries.set(ordinal, entry);
    if (code === '0000') {
      entry.rows.push(Object.fromEntries(columns.map((name, index) => [name, values[index] ?? ''])));
    }
  }
  return [...entries.values()].toSorted((one, other) => one.ordinal - other.ordinal);
}
