import { formatBeijing } from '../../beijingTime.ts';
import type { ExchangeRecord } from '../../exchange/ExchangeType.ts';
import { habitsOf } from '../../exchange/habitsOf.ts';
import type { PersonSheet } from '../../exchange/PersonSheet.ts';
import type { SandboxSite } from '../../SandboxDialect.ts';
import { editorHabitsOf } from './editorHabitsOf.ts';
import { headLine } from './headLine.ts';
import { joinColumns } from './joinColumns.ts';
import { writeTextFile } from './writeTextFile.ts';

const NAME_WIDTH = 60;

export interface DataFileChoice {
  /** 批次时间, epoch ms. */
  readonly time: number;
  readonly isOlder: boolean;
  readonly charset: 'gb18030' | 'utf8';
}

/** The bytes of a data file: sheets of one type about some persons. */
export function writeDataFile(
  site: Pick<SandboxSite, 'department' | 'jurisdiction'>,
  type: PersonSheet['type'],
  sheets: readonly PersonSheet[],
  { time, isOlder, charset }: DataFileChoice,
): Buffer {
  const habits = editorHabitsOf(site.jurisdiction);
  const lines = sheets.flatMap((sheet) => {
    const own = linesOf(sheet, site.jurisdiction);
    return habits.backwards ? own.toReversed() : own;
  });
  const amounts = sheets.flatMap(({ records }) => records.map((record) => textOf(record, type.sum ?? '')));
  const head = headLine(site, {
    count: lines.length,
    sumFen: amounts.reduce((sum, amount) => sum + fenOf(amount), 0n),
    type: type.code,
    time,
    release: isOlder ? '1' : '2',
  });
  return writeTextFile([head, ...lines], habits, charset);
}

function linesOf(sheet: PersonSheet, jurisdiction: string): readonly string[] {
  const { asked, owner, dataTime, records, type } = sheet;
  const habits = habitsOf(jurisdiction);
  const start = [
    habits.personNumber(owner?.number ?? asked),
    habits.column(owner?.name ?? '', NAME_WIDTH),
    owner === null ? 'D' : 'U',
    formatBeijing(dataTime),
  ];
  if (records.length === 0) return [joinColumns([...start, '0', '0', ...type.columns.map(() => '')])];
  return records.map((record, index) =>
    joinColumns([
      ...start,
      String(records.length),
      String(index + 1),
      ...type.columns.map((key) => textOf(record, key)),
    ]),
  );
}

function textOf(record: ExchangeRecord, key: string): string {
  const value = record[key];
  return typeof value === 'string' ? value : '';
}

const fenOf = (yuan: string): bigint => BigInt(yuan.trim().replace('.', '') || '0');
