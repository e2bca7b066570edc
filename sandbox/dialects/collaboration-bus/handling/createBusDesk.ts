import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { BUS_BUSINESSES, type BusBusiness } from './busBusinesses.ts';

const MANNER: HandlingManner = {
  dedupes: true,
  pends: true,
  callsBack: true,
  entersLate: false,
  actions: new Map([...BUS_BUSINESSES.values()].flatMap(actionsOf)),
  refusals: {
    'unknown-person': { code: '21', reason: '人员信息不符' },
    'nothing-to-undo': { code: '29', reason: '无可撤销业务' },
    decided: { code: '24', reason: '已决定,不能撤销' },
    other: { code: '29', reason: '其他' },
  },
  busyCode: '-21',
  errorCode: '-99',
  conflictCode: '-9',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: ({ order, result }) =>
    order.action === 'move-out' && result.status !== 'pending' ? 'decided' : null,
};

/** Where a bus handles. */
export const createBusDesk = (site: HandlingSite): HandlingDesk => new HandlingDesk(site, MANNER);

function actionsOf({ action, isCancellable, outputs }: BusBusiness): readonly [string, readonly string[]][] {
  const own: [string, readonly string[]] = [action, outputs.map(([, output]) => output)];
  return isCancellable ? [own, [`undo-${action}`, []]] : [own];
}
