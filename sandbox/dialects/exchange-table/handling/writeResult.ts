import { formatBeijing } from '../../../beijingTime.ts';
import { centreName } from '../../../exchange/centreName.ts';
import type { ExchangeRecord } from '../../../exchange/ExchangeType.ts';
import { habitsOf } from '../../../exchange/habitsOf.ts';
import { isCitizenNumber } from '../../../exchange/isCitizenNumber.ts';
import type { HandlingEntry, HandlingResult } from '../../../handling/HandlingEntry.ts';
import { shownApplicant } from '../../../handling/shownApplicant.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import type { DataRow } from '../DataRow.ts';
import { tableBusinesses } from './tableBusinesses.ts';

const STATE = { done: '1', pending: '2', refused: '3', 'taken-back': '4' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = '7';

export interface WrittenResult {
  /** The column, always of the applicant that was asked for. */
  readonly zjhm: DataRow['zjhm'];
  readonly content: ExchangeRecord;
}

/**
 * The result row about an entry: docs/dialects/exchange-table.md, section 10.3.
 *
 * @param world - number and name in the content are those that it finds.
 */
export function writeResult(
  entry: HandlingEntry,
  site: Pick<SandboxSite, 'department' | 'jurisdiction' | 'clock'>,
  world: World,
  isStale: boolean,
): WrittenResult {
  const { order, serial, result } = entry;
  const { department, jurisdiction } = site;
  const habits = habitsOf(jurisdiction);
  const spelled = (number: string) => (isCitizenNumber(number) ? habits.personNumber(number) : number);
  const { number, name, personalNumber } = shownApplicant(entry, site, world, 'E1');
  const head = [
    spelled(number),
    habits.column(name, 60),
    formatBeijing(site.clock()),
    habits.column(centreName(department, jurisdiction), 100),
  ];
  const isInsurance = department === 'social-insurance';
  const keys = isInsurance ? ['aac002', 'aac003', 'sjsj', 'jgmc'] : ['ZJHM', 'XINGMING', 'SJSJ', 'JGMC'];
  return {
    zjhm: spelled(order.applicant.number),
    content: {
      ...Object.fromEntries(keys.map((key, index) => [key, head[index] ?? ''])),
      ...(isInsurance ? { aac001: personalNumber } : {}),
      YWBH: order.businessKey,
      XTBH: order.collaborationNumber,
      YWDM: order.code,
      CZLX: order.action.startsWith('undo-') ? 'D' : 'I',
      CLSH: serial,
      BLZT: isStale ? UNKNOWN_STATE : STATE[result.status],
      BLSJ: result.status === 'pending' ? '' : formatBeijing(result.at),
      JJDM: result.status === 'refused' ? result.code : '',
      JJYY: habits.column(result.status === 'refused' ? result.reason : '', 100),
      JGLB: result.status === 'done' ? outputsOf(entry, department, jurisdiction, result.outputs) : [],
    },
  };
}

function outputsOf(
  { order }: HandlingEntry,
  department: string,
  jurisdiction: string,
  outputs: Readonly<Record<string, string>>,
): readonly ExchangeRecord[] {
  const habits = habitsOf(jurisdiction);
  return (tableBusinesses(department).get(order.code)?.outputs ?? []).flatMap(([XMC, output, form]) => {
    const value = outputs[output];
    if (value === undefined) return [];
    const written = {
      text: () => habits.column(value, 40),
      amount: () => habits.amount(BigInt(value.replace('.', ''))),
      flag: () => habits.column(value === 'true' ? '是' : '否', 40),
    };
    return [{ XMC, XMZ: written[form]() }];
  });
}
