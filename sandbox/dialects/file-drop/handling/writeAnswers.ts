import { formatBeijing } from '../../../beijingTime.ts';
import { habitsOf } from '../../../exchange/habitsOf.ts';
import { isCitizenNumber } from '../../../exchange/isCitizenNumber.ts';
import type { HandlingEntry, HandlingResult } from '../../../handling/HandlingEntry.ts';
import { shownApplicant } from '../../../handling/shownApplicant.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import { editorHabitsOf } from '../editorHabitsOf.ts';
import { headLine } from '../headLine.ts';
import { joinColumns } from '../joinColumns.ts';
import { writeTextFile } from '../writeTextFile.ts';
import { fileBusinesses } from './fileBusinesses.ts';

const STATE = { done: 'Y', pending: 'P', refused: 'N', 'taken-back': 'C' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = 'Z';
const AMOUNT_WIDTH = 14;
const FLAG: Readonly<Record<string, string>> = { true: 'Y', false: 'N' };

/** An entry at the moment when its line was due: what is taken back in the same run is told as it was and as it is. */
export type ToldEntry = Pick<HandlingEntry, 'order' | 'serial' | 'result'>;

export interface AnswersChoice {
  /** Number and name are those that it finds. */
  readonly world: World;
  readonly isStale: boolean;
  readonly charset: 'gb18030' | 'utf8';
}

/** The bytes of an answer batch: docs/dialects/file-drop.md, section 11.4. */
export function writeAnswers(
  site: Pick<SandboxSite, 'department' | 'jurisdiction' | 'clock'>,
  entries: readonly ToldEntry[],
  { world, isStale, charset }: AnswersChoice,
): Buffer {
  const time = site.clock();
  const habits = habitsOf(site.jurisdiction);
  const blankAmount = habits.column('', AMOUNT_WIDTH);
  const sums = entries.map((entry) => columnsOf(entry, site.department).amount);
  const lines = entries.map((entry) => {
    const { order, serial, result } = entry;
    const { number, name } = shownApplicant(entry, site, world, 'R1');
    const { value, amount } = columnsOf(entry, site.department);
    return joinColumns([
      isCitizenNumber(number) ? habits.personNumber(number) : number,
      habits.column(name, 60),
      order.action.startsWith('undo-') ? 'D' : 'I',
      formatBeijing(time),
      '1',
      '1',
      order.businessKey,
      order.collaborationNumber,
      order.code,
      isStale ? UNKNOWN_STATE : STATE[result.status],
      result.status === 'pending' ? '' : formatBeijing(result.at),
      serial,
      result.status === 'refused' ? result.code : '',
      habits.column(result.status === 'refused' ? result.reason : '', 100),
      habits.column(value, 40),
      amount === null ? blankAmount : habits.amount(amount),
    ]);
  });
  const head = headLine(site, {
    count: lines.length,
    sumFen: sums.reduce<bigint>((sum, fen) => sum + (fen ?? 0n), 0n),
    type: 'BLJG',
    time,
    release: '2',
  });
  return writeTextFile([head, ...lines], editorHabitsOf(site.jurisdiction), charset);
}

/** Columns 15 and 16 of what was done. */
function columnsOf(
  { order, result }: ToldEntry,
  department: string,
): { readonly value: string; readonly amount: bigint | null } {
  const outputs = result.status === 'done' ? result.outputs : {};
  const wanted = new Map(fileBusinesses(department).get(order.code)?.outputs);
  const of = (column: 'value' | 'amount') => outputs[wanted.get(column) ?? ''];
  const value = of('value') ?? '';
  const amount = of('amount');
  return {
    value: FLAG[value] ?? value,
    amount: amount === undefined ? null : BigInt(amount.replace('.', '')),
  };
}
