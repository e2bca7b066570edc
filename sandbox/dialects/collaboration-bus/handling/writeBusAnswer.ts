import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingOutputs, HandlingResult } from '../../../handling/HandlingEntry.ts';
import type { Bus } from '../Bus.ts';
import { element, elements, type Field } from '../element.ts';
import { isPersonNumber } from '../registerFields.ts';
import { record } from '../writePackage.ts';
import type { BusAnswer } from './BusAnswer.ts';
import { BUS_BUSINESSES } from './busBusinesses.ts';

const RESULT = { done: '1', refused: '2', pending: '3', 'taken-back': '9' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_RESULT = '7';

interface Subject {
  /** Whom the RECORD is about. */
  readonly holder: { readonly number: string; readonly name: string };
  readonly isStale: boolean;
}

/** One RECORD of a feedback. */
export function writeBusAnswer(
  no: number,
  { order, serial, result, isInWork, isFlawed, at }: BusAnswer,
  { holder, isStale }: Subject,
  { habits }: Bus,
): string {
  const { number, name } = holder;
  const said: HandlingResult = isInWork ? { status: 'pending' } : result;
  const who: readonly Field[] = isPersonNumber(number)
    ? [
        ['GMSFHM', habits.number(number)],
        ['XM', habits.column(name, 20)],
      ]
    : [
        ['TYSHXYDM', number],
        ['DWMC', habits.column(name, 60)],
      ];
  const time = formatBeijing(said.status === 'pending' ? at : said.at);
  const refusal: readonly Field[] =
    said.status === 'refused'
      ? [
          ['JJDM', said.code],
          ['JJYY', habits.column(said.reason, 40)],
        ]
      : [];
  const fields: readonly Field[] = [
    ['YWBLH', habits.column(order.businessKey, 32)],
    ['YWDM', order.code],
    ...who,
    ['BLJG', isStale ? UNKNOWN_RESULT : RESULT[said.status]],
    ['XTLSH', serial],
    ['BJSJ', isFlawed ? `20261331${time.slice(8)}` : time],
    ...refusal,
  ];
  const outputs = said.status === 'done' ? [outputsElement(order.action, said.outputs, habits)] : [];
  return record(no, 'feedback', [...elements(fields), ...outputs]);
}

function outputsElement(action: string, outputs: HandlingOutputs, habits: Bus['habits']): string {
  const business = [...BUS_BUSINESSES.values()].find((one) => one.action === action);
  const entries = (business?.outputs ?? []).flatMap(([name, output]) => {
    const value = outputs[output];
    if (value === undefined) return [];
    const fields: readonly Field[] = [
      ['XMC', name],
      ['XMZ', habits.column(value === 'true' ? '1' : value, 24)],
    ];
    return [element('JG', elements(fields))];
  });
  return element('JGXX', entries, ` count="${entries.length}"`);
}
