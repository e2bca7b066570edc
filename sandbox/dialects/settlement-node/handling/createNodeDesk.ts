import { HandlingDesk } from '../../../handling/HandlingDesk.ts';
import type { HandlingManner } from '../../../handling/HandlingManner.ts';
import type { HandlingSite } from '../../../handling/HandlingSite.ts';
import { undoableActions } from '../../../handling/undoableActions.ts';
import { NODE_BUSINESSES } from './nodeBusinesses.ts';

const MANNER: HandlingManner = {
  dedupes: false,
  pends: true,
  callsBack: true,
  entersLate: true,
  actions: undoableActions(NODE_BUSINESSES.values()),
  refusals: {
    'unknown-person': { code: '5001', reason: '申请人信息不符' },
    'nothing-to-undo': { code: '5004', reason: '无可冲正业务' },
    decided: { code: '5004', reason: '无可冲正业务' },
    other: { code: '5099', reason: '其他原因不予办理' },
  },
  busyCode: '9001',
  errorCode: '9999',
  // Never said: the hub does not notice.
  conflictCode: '9999',
  isSameName: (asked, onFile) => asked.trim() === onFile.trim(),
  refuseUndo: () => null,
};

/** Where a hub handles. */
export const createNodeDesk = (site: HandlingSite): HandlingDesk => new HandlingDesk(site, MANNER);
