import type { AnswerTwist } from '../../../AnswerTwist.ts';
import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingEntry, HandlingOutputs, HandlingResult } from '../../../handling/HandlingEntry.ts';
import type { CentreHabits } from '../CentreHabits.ts';
import { FUND_BUSINESSES } from './fundBusinesses.ts';

const STATE = { done: '01', pending: '02', refused: '03', 'taken-back': '04' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = '07';

/** What the answers of both interfaces say about an entry. */
export function writeFundEntry(
  { order, serial, result }: HandlingEntry,
  holder: { readonly number: string; readonly name: string },
  habits: CentreHabits,
  twist: AnswerTwist,
): Readonly<Record<string, unknown>> {
  const isStale = twist.kind === 'stale-schema';
  const { status } = result;
  return {
    DJLSH: habits.column(order.businessKey, 32),
    XTBH: habits.column(order.collaborationNumber, 32),
    YWDM: order.code,
    ZJHM: /^\d{17}[\dX]$/.test(holder.number) ? habits.personNumber(holder.number) : holder.number,
    MC: habits.column(holder.name, 60),
    YWLSH: serial,
    BLZT: isStale ? UNKNOWN_STATE : STATE[status],
    BJSJ: status === 'pending' ? habits.column('', 14) : formatBeijing(result.at),
    JJDM: status === 'refused' ? result.code : '',
    JJYY: status === 'refused' ? habits.column(result.reason, 100) : '',
    rows: 'outputs' in result ? rowsOf(order.code, result.outputs, habits) : [],
  };
}

/** Centres with columns of a fixed width have their rows from the last to the first. */
function rowsOf(
  code: string,
  outputs: HandlingOutputs,
  habits: CentreHabits,
): readonly Readonly<Record<'XMC' | 'XMZ', string>>[] {
  const rows = (FUND_BUSINESSES.get(code)?.outputs ?? []).flatMap(([XMC, output, form]) => {
    const value = outputs[output];
    if (value === undefined) return [];
    const written = {
      text: () => habits.column(value, 40),
      amount: () => habits.amount(value),
      flag: () => (value === 'true' ? '1' : '0'),
    };
    return [{ XMC, XMZ: written[form]() }];
  });
  return habits.column('', 1) === '' ? rows : rows.toReversed();
}
