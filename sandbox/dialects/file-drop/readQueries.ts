import { isCitizenNumber } from '../../exchange/isCitizenNumber.ts';
import type { FileDropOptions } from './FileDropOptions.ts';
import { readPlatformFile } from './readPlatformFile.ts';
import { splitColumns } from './splitColumns.ts';
import type { BatchResult } from './writeResultFile.ts';

/** A request batch, judged: whom it asks about, and what its result file says. */
export interface Queries {
  /** Numbers of the good lines, in order, without repetitions. */
  readonly numbers: readonly string[];
  readonly result: BatchResult;
}

const LINE_LIMIT = 5_000;

/** Judges the data file of a request batch whose digest agrees; checks in the order of tables 8.1 and 8.3. */
export function readQueries(
  bytes: Buffer,
  jurisdiction: string,
  { platformCode }: Pick<FileDropOptions, 'platformCode'>,
): Queries {
  const refused = (code: string): Queries => ({ numbers: [], result: { code, lines: [] } });
  const file = readPlatformFile(bytes);
  if (typeof file === 'string') return refused(file);
  if (file.lines.length > LINE_LIMIT) return refused('1008');
  if (file.type !== 'CXQQ') return refused('1007');
  if (file.place !== jurisdiction) return refused('1001');
  if (file.sender !== platformCode) return refused('1009');
  if (Number(file.count) !== file.lines.length) return refused('1002');
  if (file.sum !== '0.00') return refused('1003');
  const read = file.lines.map(readLine);
  return {
    numbers: [...new Set(read.flatMap(({ code, number }) => (code === '0000' ? number : [])))],
    result: { code: '0000', lines: read.map(({ code }, index) => ({ line: index + 2, code })) },
  };
}

function readLine(line: string): { readonly code: string; readonly number: string } {
  const [number = '', serial = ''] = splitColumns(line) ?? [];
  if (!/^[0-9A-Za-z]{12,32}$/.test(serial)) return { code: '3002', number };
  const upper = number.toUpperCase();
  return { code: isCitizenNumber(upper) ? '0000' : '3001', number: upper };
}
