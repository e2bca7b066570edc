import { z } from 'zod';
import type { HousingFundFile } from '../../world/HousingFundFile.ts';
import { ACCOUNT_COLUMNS } from './accountColumns.ts';
import { lineNumber, unpackFile } from './fileField.ts';
import type { HubStyle } from './HubStyle.ts';
import { inStorageOrder } from './inStorageOrder.ts';
import { isCitizenNumber } from './isCitizenNumber.ts';
import { LOAN_COLUMNS } from './loanColumns.ts';
import { columnsOf, type NodeColumn, readFields } from './NodeColumn.ts';
import { RETURN_TEXTS } from './returnTexts.ts';

/** 序号, 返回码, 返回信息, ZJHM, XINGMING. */
const COLUMNS_BEFORE = 5;
const NUMBER_AT = COLUMNS_BEFORE;

const fields = z.object({ PCBS: z.string().regex(/^\d{1,8}$/), PCWJ: z.string().min(1) });

/** What the lines of an answer file are made from. */
export interface BatchSource {
  readonly style: HubStyle;
  readonly isStale: boolean;
  /** A code that every second line fails with; `null` when all goes well. */
  readonly lineCode: '3001' | '3003' | null;
  find(number: string): HousingFundFile | null;
}

type WriteLines = (numbers: readonly string[], source: BatchSource) => readonly (readonly string[])[];

/** The queries about many, by 交易码: each makes the lines of its answer file. */
export const BATCH_TRANSACTIONS: ReadonlyMap<string, WriteLines> = new Map([
  ['GJJP01', linesOf(({ accounts }) => accounts, ACCOUNT_COLUMNS)],
  ['GJJP02', linesOf(({ loans }) => loans, LOAN_COLUMNS)],
]);

/** The numbers of a request file, in upper case, or the return code that refuses it. */
export function readBatch(
  body: Readonly<Record<string, string>>,
  batchLimit: number,
): readonly string[] | '2004' | '2005' | '2006' {
  const parsed = fields.safeParse(body);
  if (!parsed.success) return '2004';
  const lines = unpackFile(parsed.data.PCWJ);
  if (lines === null || lines.length !== Number(parsed.data.PCBS)) return '2006';
  if (lines.length > batchLimit) return '2005';
  const numbers = lines.map((line, index) => {
    const start = `${lineNumber(index + 1)}|01|`;
    return line.startsWith(start) ? line.slice(start.length).trim().toUpperCase() : null;
  });
  const read = numbers.filter((number) => number !== null);
  return read.length < numbers.length ? '2006' : read;
}

function linesOf<Item>(
  itemsOf: (file: HousingFundFile) => readonly Item[],
  columns: readonly NodeColumn<Item>[],
): WriteLines {
  return (numbers, source) => {
    const { style, isStale } = source;
    const nothing = columnsOf(columns, isStale).map(() => '');
    const lines = numbers.flatMap((number, index) => {
      const code = codeOf(number, index + 1, source);
      const head = [lineNumber(index + 1), code, RETURN_TEXTS[code]];
      const file = code === '0000' ? source.find(number) : null;
      if (file === null) return [[...head, '', '', ...nothing]];
      const { holder } = file;
      const who = [...head, style.personNumber(holder.number), style.column(holder.name, 60)];
      const items = itemsOf(file);
      if (items.length === 0) return [[...who, ...nothing]];
      return items.map((item) => [
        ...who,
        ...readFields(item, columns, style, isStale).map(([, value]) => value),
      ]);
    });
    return inStorageOrder(lines, (line) => line[NUMBER_AT] || (line[0] ?? ''));
  };
}

function codeOf(number: string, line: number, { lineCode }: BatchSource): '0000' | '3001' | '3002' | '3003' {
  if (!isCitizenNumber(number)) return '3002';
  return lineCode !== null && line % 2 === 0 ? lineCode : '0000';
}
