import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { DEAL_SERVICES } from './dealServices.ts';

const MANNER: Omit<HandlingManner, 'dedupes'> = {
  pends: false,
  callsBack: false,
  entersLate: false,
  actions: new Map(
    [...DEAL_SERVICES.values()].map(({ action, outputs }) => [action, outputs.map(([, output]) => output)]),
  ),
  refusals: {
    'unknown-person': { code: '11', reason: '人员信息不符' },
    'nothing-to-undo': { code: '14', reason: '无可撤销业务' },
    decided: { code: '14', reason: '无可撤销业务' },
    other: { code: '19', reason: '其他原因不予办理' },
  },
  busyCode: '309',
  errorCode: '300',
  conflictCode: '310',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  // A registration that was cancelled is not restored.
  refuseUndo: ({ order }) => (order.action === 'move-out' ? 'nothing-to-undo' : null),
};

/**
 * Where a public security system handles.
 *
 * @param isLegacy - does again what comes again.
 */
export const createDealDesk = (site: HandlingSite, isLegacy: boolean): HandlingDesk =>
  new HandlingDesk(site, { ...MANNER, dedupes: !isLegacy });
