import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingEntry, HandlingResult } from '../../../handling/HandlingEntry.ts';
import type { Column } from '../Column.ts';
import type { RowStyle } from '../Transaction.ts';
import { writeRow } from '../writeRow.ts';
import { INSURANCE_BUSINESSES } from './insuranceBusinesses.ts';

/** An entry, and whom its row is about. */
export interface WrittenEntry {
  readonly entry: HandlingEntry;
  readonly personalNumber: string;
  readonly number: string;
  readonly name: string;
}

const STATE = { done: '1', pending: '2', refused: '3', 'taken-back': '4' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = '7';

type Entry = Column<WrittenEntry>;

const COLUMNS: readonly Entry[] = [
  { name: 'aac001', length: 10, kind: 'code', read: ({ personalNumber }) => personalNumber },
  { name: 'aac002', length: 18, kind: 'code', read: ({ number }) => number },
  { name: 'aac003', length: 50, kind: 'text', read: ({ name }) => name },
  { name: 'ywlsh', length: 20, kind: 'code', read: ({ entry }) => entry.serial },
  { name: 'ywbh', length: 32, kind: 'code', read: ({ entry }) => entry.order.businessKey },
  { name: 'xtbh', length: 32, kind: 'code', read: ({ entry }) => entry.order.collaborationNumber },
  { name: 'bldm', length: 4, kind: 'code', read: ({ entry }) => entry.order.code },
  { name: 'blzt', length: 1, kind: 'code', read: ({ entry }) => STATE[entry.result.status] },
  { name: 'bjsj', length: 14, kind: 'code', read: ({ entry }) => endOf(entry.result) },
  { name: 'jjdm', length: 3, kind: 'code', read: ({ entry: { result } }) => refusalOf(result, 'code') },
  { name: 'jjyy', length: 100, kind: 'text', read: ({ entry: { result } }) => refusalOf(result, 'reason') },
];
const OUTPUT_COLUMNS: readonly Column<readonly [string, string]>[] = [
  { name: 'xm', length: 0, kind: 'name', read: ([name]) => name },
  { name: 'xz', length: 50, kind: 'text', read: ([, value]) => value },
];

/** One row of SBJY11 and SBJY12, with the outputs inside. */
export function writeEntry(written: WrittenEntry, style: RowStyle): string {
  const { order, result } = written.entry;
  const business = INSURANCE_BUSINESSES.get(order.code);
  const outputs = 'outputs' in result ? result.outputs : {};
  const children = (business?.outputs ?? []).flatMap(([name, output]) => {
    const value = outputs[output];
    return value === undefined
      ? []
      : [writeRow([name, flagText(value)] as const, OUTPUT_COLUMNS, style, { tag: 'jg' })];
  });
  const columns = COLUMNS.map((column) =>
    style.stale && column.name === 'blzt' ? { ...column, read: () => UNKNOWN_STATE } : column,
  );
  return writeRow(written, columns, style, { children });
}

/** `2` is no here. */
const flagText = (value: string): string => ({ true: '1', false: '2' })[value] ?? value;

const endOf = (result: HandlingResult): string =>
  result.status === 'pending' ? '' : formatBeijing(result.at);

const refusalOf = (result: HandlingResult, part: 'code' | 'reason'): string =>
  result.status === 'refused' ? result[part] : '';
