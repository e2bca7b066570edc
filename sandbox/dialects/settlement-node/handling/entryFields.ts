import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingEntry, HandlingResult } from '../../../handling/HandlingEntry.ts';
import { shownApplicant } from '../../../handling/shownApplicant.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { HubStyle } from '../HubStyle.ts';
import { isCitizenNumber } from '../isCitizenNumber.ts';
import type { Fields } from '../nodeXml.ts';
import { NODE_BUSINESSES } from './nodeBusinesses.ts';

/** An entry as it stood at some moment. */
export type ShownEntry = Pick<HandlingEntry, 'order' | 'serial' | 'result'>;

export interface EntryFields {
  /** From `ZJHM` to `JGS`. */
  readonly plain: Fields;
  readonly outputs: readonly (readonly [name: string, value: string])[];
}

/** How an entry is written in one place. */
export interface EntryStyle {
  readonly site: SandboxSite;
  readonly style: HubStyle;
  /** Number and name are those that it finds. */
  readonly world: World;
  readonly isStale: boolean;
}

const STATE = { done: '10', pending: '20', refused: '30', 'taken-back': '40' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = '77';
const FLAG: Readonly<Record<string, string>> = { true: '0', false: '1' };

/** One entry, in rows and in files alike: docs/dialects/settlement-node.md, section 12.2. */
export function entryFields(entry: ShownEntry, { site, style, world, isStale }: EntryStyle): EntryFields {
  const { order, serial, result } = entry;
  const { number, name } = shownApplicant(entry, site, world, '5001');
  const done = 'outputs' in result ? result.outputs : {};
  const outputs = (NODE_BUSINESSES.get(order.code)?.outputs ?? []).flatMap(([written, output, form]) => {
    const value = done[output];
    if (value === undefined) return [];
    const forms = {
      text: () => style.column(value, 40),
      amount: () => style.amount(BigInt(value.replace('.', ''))),
      flag: () => style.column(FLAG[value] ?? value, 40),
    };
    return [[written, forms[form]()] as const];
  });
  return {
    plain: [
      ['ZJHM', isCitizenNumber(number) ? style.personNumber(number) : number],
      ['XINGMING', style.column(name, 60)],
      ['YWBH', order.businessKey],
      ['XTBH', order.collaborationNumber],
      ['YWDM', order.code],
      ['BLFX', order.action.startsWith('undo-') ? '2' : '1'],
      ['ZXLSH', serial],
      ['BLZT', isStale ? UNKNOWN_STATE : STATE[result.status]],
      ['BJSJ', result.status === 'pending' ? style.time(null, 14) : formatBeijing(result.at)],
      ['JJDM', result.status === 'refused' ? result.code : ''],
      ['JJYY', style.column(result.status === 'refused' ? result.reason : '', 100)],
      ['JGS', String(outputs.length)],
    ],
    outputs,
  };
}
