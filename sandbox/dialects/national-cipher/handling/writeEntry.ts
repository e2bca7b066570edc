import type { HandlingEntry, HandlingOutputs, HandlingResult } from '../../../handling/HandlingEntry.ts';
import { shownApplicant } from '../../../handling/shownApplicant.ts';
import type { SandboxSite } from '../../../SandboxDialect.ts';
import type { World } from '../../../world/World.ts';
import { shortYuan } from '../shortYuan.ts';
import { spacedTime } from '../spacedTime.ts';
import { CIPHER_BUSINESSES } from './cipherBusinesses.ts';

const STATE = { done: '9', pending: '1', refused: '5', 'taken-back': '7' } as const satisfies Record<
  HandlingResult['status'],
  string
>;
/** What no table has. */
const UNKNOWN_STATE = '3';

/**
 * One entry, members in the order of the specification: docs/dialects/national-cipher.md, section 10.2.
 *
 * @param world - number and name are those that it finds.
 */
export function writeEntry(entry: HandlingEntry, site: SandboxSite, world: World, isStale: boolean): object {
  const { order, serial, result } = entry;
  const { number, name, personalNumber } = shownApplicant(entry, site, world, 'U01');
  return {
    person: {
      aac001: personalNumber,
      // A credit code is no number whose last character is a check digit.
      aac002: /^\d{17}X$/.test(number) ? number.toLowerCase() : number,
      aac003: name,
    },
    bizNo: order.businessKey,
    caseNo: order.collaborationNumber,
    bizCode: order.code,
    isCancel: order.action.startsWith('undo-'),
    flowNo: serial,
    state: isStale ? UNKNOWN_STATE : STATE[result.status],
    finishedAt: result.status === 'pending' ? null : spacedTime(result.at),
    refuseCode: result.status === 'refused' ? result.code : '',
    refuseText: result.status === 'refused' ? result.reason : '',
    outputs: 'outputs' in result ? outputsOf(order.code, result.outputs) : {},
  };
}

function outputsOf(code: string, outputs: HandlingOutputs): Readonly<Record<string, string | boolean>> {
  const members = (CIPHER_BUSINESSES.get(code)?.outputs ?? []).flatMap(([member, output, form]) => {
    const value = outputs[output];
    if (value === undefined) return [];
    const written = {
      text: () => value,
      yuan: () => shortYuan(BigInt(value.replace('.', ''))),
      flag: () => value === 'true',
      day: () => value.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    };
    return [[member, written[form]()] as const];
  });
  return Object.fromEntries(members);
}
